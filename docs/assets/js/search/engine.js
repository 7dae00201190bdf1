// A query becomes words, votes for facets and character pairs; Pagefind is asked for each, and the answers are merged by weight.
// No word can empty the answer: what matches nothing adds nothing.

import { facetToken, grams, runs, fold, termToken } from "./analyser.js";
import { Lexicon } from "./lexicon.js";
import { WEIGHTS } from "./weights.js";

/**
 * @typedef {{ id: string, kind: string, url: string, title: string, tags: string[], why?: string, text?: string,
 *   wordings?: { tone: string, channels: string[], subject?: string, text: string }[] }} Hit
 * @typedef {Record<string, string[]>} Filters facet → ids, any of which will do
 * @typedef {{ facet: string, strength: number, tokens: string[] }} Ballot one word's votes in one facet
 * @typedef {{ words: import("./lexicon.js").Word[], ballots: Ballot[], leads: string[], terms: number[][], grams: string[], isPiece: boolean }} Reading
 * @typedef {{ total: number, hits: Hit[], reading: Reading, marks: string[], more: (from: number, count: number) => Promise<Hit[]>,
 *   inFacet: (facet: string, term: string) => Promise<number> }} Answer
 */

const KANA = /^[\u3041-\u3096\u30fc]+$/;
const FIRST_STAGES = new Set([facetToken("stage", "before"), facetToken("stage", "apology")]);
const FACET = /^f(scene|stage|cause|tone|channel|kind)(.+)q$/;

export class Engine {
  /** @param {URL} root the site's root */
  constructor(root) {
    this.root = root;
    /** @type {Promise<any> | undefined} */
    this.starting = undefined;
    /** @type {Promise<Lexicon> | undefined} */
    this.reading = undefined;
    /** @type {Map<string, Promise<Map<string, number>>>} token → record → score */
    this.cache = new Map();
    /** @type {Map<string, Promise<Hit>>} record → what it shows */
    this.hits = new Map();
  }

  /** @returns {Promise<any>} Pagefind, started once */
  pagefind() {
    this.starting ??= (async () => {
      const pagefind = await patiently((attempt) => import(new URL(`pagefind/pagefind.js${attempt ? `?${attempt}` : ""}`, this.root).href));
      await pagefind.options({ noWorker: true, ranking: { pageLength: 0, termFrequency: 0.6, termSimilarity: 9, metaWeights: { title: 0 } } });
      // "und": a language Pagefind doesn't segment, so our tokens stay as they are.
      await pagefind.init("und");
      return pagefind;
    })();
    return this.starting;
  }

  /** @returns {Promise<Lexicon>} */
  lexicon() {
    const part = (/** @type {string} */ name) => this.json(`pagefind/lexicon/${name}.json`);
    this.reading ??= part("terms").then((data) => new Lexicon(data, part));
    return this.reading;
  }

  /** Load what the first search needs. @returns {void} */
  warm() {
    this.pagefind();
    this.lexicon();
  }

  /**
   * The records that hold a token, with Pagefind's score as a share of the best.
   * @param {string} token
   * @returns {Promise<Map<string, number>>}
   */
  find(token) {
    let found = this.cache.get(token);
    if (!found) {
      found = this.pagefind().then(async (pagefind) => {
        const { results } = await patiently(() => pagefind.search(token));
        const best = results.length ? Math.max(results[0].score, 1e-9) : 1;
        const scores = new Map();
        for (const result of results) scores.set(result.id, result.score / best);
        return scores;
      });
      this.cache.set(token, found);
    }
    return found;
  }

  /**
   * What the words of a query say.
   * @param {string} query @param {Set<string>} dropped facet tokens that the reader took away
   * @returns {Promise<Reading>}
   */
  async read(query, dropped) {
    const lexicon = await this.lexicon();
    await lexicon.prepare(query);
    const words = lexicon.read(query);
    /** @type {Reading} */
    const reading = { words, ballots: [], leads: [], terms: [], grams: [], isPiece: false };
    for (const [index, word] of words.entries()) {
      const terms = word.terms.map((number) => ({ number, ...lexicon.terms[number] })).filter((term) => !term.stop);
      const inTexts = terms.filter((term) => term.inTexts).map((term) => term.number);
      if (inTexts.length) reading.terms.push(inTexts);
      for (const term of terms) {
        // A near miss is a guess, and a guess must not answer with a safety page.
        if (term.leads && word.how === "known" && !reading.leads.includes(term.leads)) reading.leads.push(term.leads);
        const certainty = (word.how === "near" ? WEIGHTS.nearMiss : 1) * (isBeside(words[index + 1]) ? WEIGHTS.beside : 1);
        reading.ballots.push(...ballotsOf(term.votes, certainty, dropped));
      }
      if (word.how === "unknown" && !(KANA.test(word.text) && word.text.length < 3)) reading.grams.push(...grams(word.text, KANA.test(word.text) ? "r" : "b"));
    }
    reading.ballots = weighed(reading.ballots);
    // A short unbroken stretch may be a piece of a wording: its character pairs find it to the letter.
    const whole = runs(fold(query)).join("");
    if (!/\s/.test(query.trim()) && whole.length <= (KANA.test(whole) ? WEIGHTS.pieceReadingLength : WEIGHTS.pieceLength) && isPiece(words, lexicon)) {
      reading.isPiece = true;
      reading.grams = grams(query, KANA.test(whole) ? "r" : "b");
    }
    return reading;
  }

  /**
   * @param {string} query
   * @param {Filters} filters
   * @param {number} count how many hits to bring at once
   * @param {Set<string>} [dropped] facet tokens that the reader took away
   * @returns {Promise<Answer>}
   */
  async search(query, filters, count, dropped = new Set()) {
    const reading = await this.read(query, dropped);
    let scores = await this.score(reading);
    if (query && !scores.size) {
      // Nothing known was found: whatever resembles the query letter by letter is better than nothing.
      reading.grams = [...grams(query), ...grams(query, "r")];
      scores = await this.score(reading);
    }
    const ranked = worthShowing([...await this.allowed(filters, query ? scores : undefined)]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
    const more = (/** @type {number} */ from, /** @type {number} */ size) => this.load(ranked.slice(from, from + size));
    return {
      total: ranked.length, hits: await more(0, count), reading, more, marks: await this.marks(reading),
      inFacet: async (facet, term) => {
        const [named, anywhere] = await Promise.all([this.find(facetToken(facet, term)), this.find(facetToken(facet, term, "g"))]);
        return ranked.reduce((sum, id) => sum + (named.has(id) || anywhere.has(id) ? 1 : 0), 0);
      },
    };
  }

  /** What to mark in a hit: every spelling of the words that were understood, and those that weren't. @param {Reading} reading */
  async marks(reading) {
    const lexicon = await this.lexicon();
    const unknown = reading.words.filter((word) => word.how === "unknown" && word.text.length > 1).map((word) => word.text);
    return [...lexicon.spellingsOf(reading.terms.flat()), ...unknown];
  }

  /** @param {Reading} reading @returns {Promise<Map<string, number>>} record → score */
  async score(reading) {
    /** @type {Map<string, number>} */
    const scores = new Map();
    const add = (/** @type {string} */ id, /** @type {number} */ points) => scores.set(id, (scores.get(id) ?? 0) + points);
    const [texts, letters, facets] = await Promise.all([
      Promise.all(reading.terms.map((terms) => this.any(terms.map(termToken)))),
      Promise.all([...new Set(reading.grams)].map((gram) => this.find(gram))),
      this.facets(reading.ballots),
    ]);
    const size = Math.max((await this.lexicon()).records, 2);
    const rarity = (/** @type {number} */ count) => Math.log(1 + size / (count + 0.5)) / Math.log(1 + size);
    for (const records of texts) {
      for (const [id, share] of records) add(id, WEIGHTS.term * rarity(records.size) * (0.4 + 0.6 * share));
    }
    const whole = letters.reduce((sum, records) => sum + rarity(records.size), 0) || 1;
    /** @type {Map<string, number>} */
    const pieces = new Map();
    for (const records of letters) {
      for (const [id, share] of records) pieces.set(id, (pieces.get(id) ?? 0) + rarity(records.size) * (0.85 + 0.15 * share) / whole);
    }
    // Most of the pairs together are worth far more than a few: a piece of a wording, not a coincidence.
    const worth = reading.isPiece ? WEIGHTS.piece : WEIGHTS.unknown;
    for (const [id, share] of pieces) if (share > WEIGHTS.leastPiece) add(id, worth * share * share * Math.min(1, letters.length / 4));
    const trust = reading.isPiece && letters.length > 4 && Math.max(0, ...pieces.values()) > WEIGHTS.likelyPiece ? WEIGHTS.facetsOfPiece : 1;
    for (const [facet, members] of facets) {
      for (const [id, belief] of members) add(id, WEIGHTS.facet[facet] * belief * trust);
    }
    await this.prefer(reading, scores, facets);
    return scores;
  }

  /** Records that hold any of the tokens, with the best share. @param {string[]} tokens @returns {Promise<Map<string, number>>} */
  async any(tokens) {
    const found = await Promise.all(tokens.map((token) => this.find(token)));
    if (found.length === 1) return found[0];
    const merged = new Map();
    for (const records of found) for (const [id, share] of records) merged.set(id, Math.max(share, merged.get(id) ?? 0));
    return merged;
  }

  /**
   * For each facet, how strongly each record is believed to fit: votes of several words add up but never past one.
   * @param {Ballot[]} ballots
   * @returns {Promise<Map<string, Map<string, number>>>}
   */
  async facets(ballots) {
    const heard = await Promise.all(ballots.map(async (ballot) => ({
      ...ballot, named: await this.any(ballot.tokens), anywhere: await this.any(ballot.tokens.map((token) => `g${token.slice(1)}`)),
    })));
    /** @type {Map<string, Map<string, number>>} */
    const facets = new Map();
    for (const { facet, strength, named, anywhere } of heard) {
      const doubt = facets.get(facet) ?? new Map();
      for (const id of anywhere.keys()) doubt.set(id, (doubt.get(id) ?? 1) * (1 - strength * WEIGHTS.anywhere));
      for (const id of named.keys()) doubt.set(id, (doubt.get(id) ?? 1) * (1 - strength * WEIGHTS.certain));
      facets.set(facet, doubt);
    }
    return new Map([...facets].map(([facet, doubt]) => [facet, new Map([...doubt].map(([id, value]) => [id, 1 - value]))]));
  }

  /**
   * What a reader expects when the query doesn't say: phrases before articles, the apology itself before later stages,
   * safety pages only when the query calls for them, and then above everything.
   * @param {Reading} reading @param {Map<string, number>} scores @param {Map<string, Map<string, number>>} facets
   */
  async prefer(reading, scores, facets) {
    const raise = async (/** @type {string} */ token, /** @type {number} */ points) => {
      for (const id of (await this.find(token)).keys()) if (scores.has(id)) scores.set(id, (scores.get(id) ?? 0) + points);
    };
    if (!facets.has("kind")) await raise(facetToken("kind", "phrase"), WEIGHTS.preferPhrase);
    if (!facets.has("stage")) {
      await raise(facetToken("stage", "apology"), WEIGHTS.preferApology);
      await raise(facetToken("stage", "before"), WEIGHTS.preferApology / 2);
    }
    await raise(facetToken("kind", "safety"), reading.leads.length ? WEIGHTS.safetyCalled : -WEIGHTS.safetyUncalled);
    for (const [index, id] of reading.leads.entries()) {
      for (const record of (await this.find(facetToken("id", id))).keys()) scores.set(record, WEIGHTS.lead - index);
    }
  }

  /**
   * Keep what passes every filter; with no query, everything that passes.
   * @param {Filters} filters
   * @param {Map<string, number> | undefined} scores
   * @returns {Promise<Map<string, number>>}
   */
  async allowed(filters, scores) {
    let kept = scores;
    for (const [facet, terms] of Object.entries(filters)) {
      if (!terms.length) continue;
      const members = await this.any(terms.flatMap((term) => [facetToken(facet, term), facetToken(facet, term, "g")]));
      kept = new Map(kept ? [...kept].filter(([id]) => members.has(id)) : [...members].map(([id]) => [id, 0]));
    }
    return kept ?? new Map();
  }

  /** @param {string[]} ids @returns {Promise<Hit[]>} */
  load(ids) {
    return Promise.all(ids.map((id) => {
      const known = this.hits.get(id) ?? this.json(`pagefind/hits/${id}.json`);
      this.hits.set(id, known);
      return known;
    }));
  }

  /** @param {string} path @returns {Promise<any>} */
  json(path) {
    return patiently(async () => (await fetch(new URL(path, this.root))).json());
  }
}

/**
 * Whether a stretch looks cut out of a sentence: it begins or ends inside a word, or is hardly understood. What a reader
 * types of their own begins with a word that says something and is understood to its end.
 * @param {import("./lexicon.js").Word[]} words @param {Lexicon} lexicon
 */
function isPiece(words, lexicon) {
  const [first, last] = [words[0], words.at(-1)];
  const says = first?.terms.some((number) => [...lexicon.terms[number].votes.values()].some((strength) => strength === 1));
  const understood = words.every((word) => word.how !== "unknown" || (KANA.test(word.text) && word.text.length === 1));
  const ends = last !== undefined && (/[たるいだ]$/.test(last.text) || last.terms.some((number) => lexicon.terms[number].votes.size > 0));
  return !(says && understood && ends);
}

/**
 * A term's votes, gathered by facet.
 * @param {Map<string, number>} votes @param {number} certainty @param {Set<string>} dropped
 * @returns {Ballot[]}
 */
function ballotsOf(votes, certainty, dropped) {
  /** @type {Map<string, Ballot>} */
  const ballots = new Map();
  for (const [token, strength] of votes) {
    const facet = FACET.exec(token)?.[1];
    if (!facet || dropped.has(token)) continue;
    const ballot = ballots.get(facet) ?? { facet, strength: 0, tokens: [] };
    ballot.strength = Math.max(ballot.strength, strength * (facet === "scene" || certainty === 1 ? certainty : Math.max(certainty, WEIGHTS.nearMiss)));
    ballot.tokens.push(token);
    ballots.set(facet, ballot);
  }
  return [...ballots.values()];
}

/** 「…と」「…の」: the word before names somebody beside the matter; the one to apologise to comes with に, へ or alone. @param {import("./lexicon.js").Word | undefined} next */
function isBeside(next) {
  return next !== undefined && /^(との|と|の)$/.test(next.text);
}

/**
 * Everything here is about apologising: when a query also speaks of a later stage, that is where the reader stands.
 * And somebody beside the matter counts in full when nobody else is named.
 * @param {Ballot[]} ballots @returns {Ballot[]}
 */
function weighed(ballots) {
  const later = ballots.some(({ facet, strength, tokens }) => facet === "stage" && strength >= 0.8 && !tokens.some((token) => FIRST_STAGES.has(token)));
  const named = ballots.some(({ facet, strength }) => facet === "scene" && strength > WEIGHTS.beside);
  return ballots.map((ballot) => {
    if (later && ballot.facet === "stage" && ballot.tokens.some((token) => FIRST_STAGES.has(token))) return { ...ballot, strength: ballot.strength * WEIGHTS.firstStage };
    if (!named && ballot.facet === "scene") return { ...ballot, strength: Math.min(1, ballot.strength / WEIGHTS.beside) };
    return ballot;
  });
}

/**
 * A connection that breaks is tried again: phones go through tunnels.
 * @template T @param {(attempt: number) => Promise<T>} ask @returns {Promise<T>}
 */
async function patiently(ask) {
  for (const [attempt, pause] of [100, 400].entries()) {
    try { return await ask(attempt); } catch { await new Promise((resolve) => { setTimeout(resolve, pause); }); }
  }
  return ask(2);
}

/**
 * The ranking without its long tail: what scores far below the best is only there by chance. A page's worth always stays.
 * @param {[string, number][]} ranked
 * @returns {string[]}
 */
function worthShowing(ranked) {
  const best = ranked.find(([, score]) => score < WEIGHTS.lead / 2)?.[1] ?? 0;
  return ranked.filter(([, score], index) => index < WEIGHTS.alwaysShown || score >= best * WEIGHTS.tail).map(([id]) => id);
}
