// A draft → what breaks it, what it holds, where danger is. Pure: nothing is stored, nothing is sent.
// What is marked is the same as in scripts/drafts/findings.py; a test over the same drafts holds the two together.

import { Learned } from "./learned.js";
import { readings, spellings } from "./reading.js";

/**
 * @typedef {{ title: string, url: string }} Link
 * @typedef {{ id: string, words: string, type: string, label: string, patterns: string[], why: string, instead: string, url: string, phrases: Link[] }} Rule
 * @typedef {{ id: string, label: string, description: string, rank: string, patterns: string[], examples: Example[] }} Component
 * @typedef {{ scene: string, tone: string, text: string, title: string, url: string }} Example
 * @typedef {{ id: string, title: string, lead: string, do: string, url: string, patterns: string[], lines: { name: string, number: string, url: string }[] }} Danger
 * @typedef {{ id: string, label: string, max: number }} Channel
 * @typedef {{ spellings: Record<string, string>, owned: string[], rules: Rule[], components: Component[], dangers: Danger[], channels: Channel[] }} Data
 * @typedef {{ start: number, end: number }} Place
 * @typedef {Place & { rule: Rule }} Match
 * @typedef {{ rule: Rule, places: Place[], like: boolean, beside: boolean }} Finding `like`: no pattern says so, it is like what does;
 *   `beside`: all its places are marked by an earlier finding too
 * @typedef {Map<Rule, { places: Place[], like: boolean, share?: number }>} Likenesses
 */

/** As REACH in scripts/check/recognise.py. */
const REACH = 30;

export class Checker {
  /** @param {Data} data @param {import("./learned.js").Weights} [weights] without them, patterns alone decide */
  constructor(data, weights) {
    this.data = data;
    this.learned = weights && new Learned(weights);
    this.spelling = spellings(data.spellings);
    this.owned = data.owned.map((pattern) => new RegExp(pattern, "g"));
    /** @type {Map<{ patterns: string[] }, RegExp[]>} */
    this.compiled = new Map([...data.rules, ...data.components, ...data.dangers]
      .map((one) => [one, one.patterns.map((pattern) => new RegExp(pattern, "g"))]));
  }

  /** @param {string} draft @returns {import("./reading.js").Reading[]} */
  readings(draft) {
    return readings(draft, this.spelling);
  }

  /**
   * Every NG with its places, in the order of the draft.
   * @param {import("./reading.js").Reading[]} ways @returns {Finding[]}
   */
  findings(ways) {
    const [first] = ways;
    const matched = this.matched(ways);
    /** @type {Set<Match>} */
    const kept = new Set();
    /** @type {Set<Match>} */
    const letGo = new Set();
    /** @type {Likenesses} */
    const alike = new Map();
    for (const suspect of this.learned?.suspects(first) ?? []) {
      const learned = /** @type {Learned} */ (this.learned);
      const here = matched.filter((one) => overlap(one, first.place(suspect.start, suspect.end)));
      const breaks = learned.breaks(suspect, new Set(here.map(({ rule }) => rule.id)));
      for (const one of here) (breaks ? kept : letGo).add(one);
      if (!breaks) continue;
      this.liken(learned, alike, first, suspect, new Set(here.map(({ rule }) => rule.type)));
      for (const clause of here.length ? learned.clauses(first, suspect) : []) {
        const place = first.place(clause.start, clause.end);
        if (clause.odds >= learned.weights.beside && !here.some((one) => overlap(one, place))) this.liken(learned, alike, first, clause, new Set());
      }
    }
    /** @type {typeof alike} */
    const by = new Map();
    for (const { rule, start, end } of matched.filter((one) => kept.has(one) || !letGo.has(one))) {
      const one = by.get(rule) ?? { places: [], like: false };
      one.places.push({ start, end });
      by.set(rule, one);
    }
    for (const [rule, { places, like, share }] of alike) {
      const one = by.get(rule);
      if (one) one.places.push(...places);
      else by.set(rule, { places, like, share });
    }
    // What patterns say is surer than a likeness, and the likest type surer than the next.
    const surest = [...by].map(([rule, { places, like, share = 0 }]) => ({ rule, places: apart(places), like, share }))
      .sort((a, b) => Number(a.like) - Number(b.like) || b.share - a.share || byPlace(a, b));
    return surest.map(({ share, ...one }, at) => ({ ...one, beside: one.places.every((place) => surest.slice(0, at).some((other) => other.places.some((seen) => overlap(place, seen)))) }))
      .sort((a, b) => byPlace(a, b) || Number(a.beside) - Number(b.beside));
  }

  /**
   * Add a place to the likest rule of each type that a sentence is likely to be and that no pattern found in it.
   * @param {Learned} learned @param {Likenesses} alike @param {import("./reading.js").Reading} reading @param {import("./learned.js").Suspect} suspect @param {Set<string>} here
   */
  liken(learned, alike, reading, suspect, here) {
    for (const type of learned.types(suspect, reading.text.slice(suspect.start, suspect.end), here)) {
      const candidates = this.data.rules.filter((rule) => rule.type === type);
      if (!candidates.length) continue;
      const rule = learned.entry(suspect, candidates);
      const one = alike.get(rule) ?? { places: [], like: true, share: suspect.shares.get(type) };
      one.places.push(reading.place(suspect.start, suspect.end));
      alike.set(rule, one);
    }
  }

  /** Where patterns of the NG list match, unless the writer owns what is said. @param {import("./reading.js").Reading[]} ways @returns {Match[]} */
  matched(ways) {
    return this.data.rules.flatMap((rule) => ways.flatMap((reading) => [...this.matches(reading, rule)]
      .filter((place) => !this.isOwned(reading, place)).map(({ start, end }) => ({ rule, ...reading.place(start, end) }))));
  }

  /** @param {import("./reading.js").Reading[]} ways @returns {Set<string>} the components that are there */
  components(ways) {
    return new Set(this.data.components.filter((one) => this.has(ways, one)).map(({ id }) => id));
  }

  /** @param {import("./reading.js").Reading[]} ways @returns {Danger[]} what comes before any words, the most urgent first */
  dangers(ways) {
    const seen = new Set();
    return this.data.dangers.filter((one) => !seen.has(one.id) && this.has(ways, one) && seen.add(one.id));
  }

  /** @param {import("./reading.js").Reading[]} ways @param {{ patterns: string[] }} one */
  has(ways, one) {
    return ways.some((reading) => !this.matches(reading, one).next().done);
  }

  /**
   * Every match outside quotations.
   * @param {import("./reading.js").Reading} reading @param {{ patterns: string[] }} one @returns {Generator<Place, void>}
   */
  *matches(reading, one) {
    for (const pattern of this.compiled.get(one) ?? []) {
      for (const match of reading.text.matchAll(pattern)) {
        const place = { start: match.index, end: match.index + match[0].length };
        if (match[0] && !reading.isQuoted(place.start, place.end)) yield place;
      }
    }
  }

  /** Whether the writer goes on to own what was said. @param {import("./reading.js").Reading} reading @param {Place} place */
  isOwned({ text }, { start, end }) {
    const stop = text.slice(end).search(/[。!?]/);
    const until = Math.min(stop < 0 ? text.length : end + stop + 1, end + REACH);
    const said = text.slice(0, until);
    return this.owned.some((turn) => {
      turn.lastIndex = start + 1;
      return turn.test(said);
    });
  }
}

/** @param {{ places: Place[] }} a @param {{ places: Place[] }} b */
const byPlace = (a, b) => a.places[0].start - b.places[0].start || b.places[0].end - a.places[0].end;

/** @param {Place} a @param {Place} b */
const overlap = (a, b) => a.start < b.end && b.start < a.end;

/** Of overlapping places the first. @param {Place[]} places @returns {Place[]} */
function apart(places) {
  /** @type {Place[]} */
  const kept = [];
  for (const place of [...places].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (!kept.length || place.start >= kept[kept.length - 1].end) kept.push(place);
  }
  return kept;
}
