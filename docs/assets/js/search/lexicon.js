// The compiled lexicon in the browser: what a typed word is known as, exactly or nearly.

import { Analyser, fold, runs } from "./analyser.js";
import { romajiToKana } from "./romaji.js";

/**
 * @typedef {{ votes: Map<string, number>, near: string[], leads: string, stop: boolean, inTexts: boolean }} Term
 * @typedef {{ text: string, terms: number[], how: "known" | "near" | "unknown", as?: string }} Word
 */

/** As in scripts/search/lexicon.py. */
const SHARDS = 1536;
/** A pasted letter begins words of more shards than a browser asks for at once; the volumes hold all of them. */
const MANY = 200;
const VOLUMES = 8;
/** As Term.in_texts in scripts/search/lexicon.py. */
const TEXTUAL = /fcause|fstage|:/;

export class Lexicon {
  /**
   * @param {{ version: string, endings: Record<string, string>, terms: string[][], forms: Record<string, number[]>, begins: Record<string, string> }} data
   * @param {(name: string) => Promise<any>} fetchPart
   */
  constructor(data, fetchPart) {
    this.endings = data.endings;
    this.begins = data.begins;
    /** What the files that belong to this lexicon stand under. */
    this.version = data.version;
    /** @type {Term[]} */
    this.terms = data.terms.map(([votes, near = "", leads = ""]) => ({
      stop: votes === "-", inTexts: votes !== "-" && (!votes || TEXTUAL.test(votes)), leads, near: near ? near.split(" ") : [],
      votes: new Map(votes && votes !== "-" ? votes.split(" ").map((vote) => {
        const [token, strength] = vote.split(":");
        return /** @type {[string, number]} */ ([token, strength ? Number(strength) : 1]);
      }) : []),
    }));
    this.fetchPart = fetchPart;
    /** @type {Map<number, Promise<void>>} */
    this.shards = new Map();
    /** @type {Map<number, Record<string, number[]>>} shards that are here before they are wanted */
    this.stocked = new Map();
    this.analyser = new Analyser(new Map());
    /** @type {Map<string, number[]>} spellings that mean something only near another word */
    this.conditional = new Map();
    /** @type {Map<string, string[]>} loose key → spellings */
    this.loose = new Map();
    /** @type {string[]} spellings that aren't in `loose` yet */
    this.fresh = [];
    /** @type {Map<number, string[]>} term → spellings */
    this.spellings = new Map();
    this.know(data.forms);
  }

  /** Load the forms that may begin anywhere in these words. @param {string} query @returns {Promise<void>} */
  async prepare(query) {
    const folded = fold(query);
    const kana = (folded.match(/[a-z]+/g) ?? []).map(romajiToKana).join("");
    const wanted = new Set([...runs(folded), ...runs(kana)].flatMap((run) => shards(run, this.begins)));
    if (wanted.size > MANY) await this.stock();
    await Promise.all([...wanted].map((shard) => {
      const loading = this.shards.get(shard) ?? this.bring(shard);
      this.shards.set(shard, loading);
      return loading;
    }));
  }

  /** @param {number} shard @returns {Promise<void>} */
  async bring(shard) {
    this.know(this.stocked.get(shard) ?? await this.fetchPart(String(shard)));
  }

  /** Bring all shards, so that no query waits for one any more. @returns {Promise<void>} */
  async stock() {
    for (let volume = 0; volume < VOLUMES; volume++) {
      for (const [shard, forms] of Object.entries(await this.fetchPart(`all-${volume}`))) this.stocked.set(Number(shard), forms);
    }
  }

  /** @param {Record<string, number[]>} forms */
  know(forms) {
    for (const [form, numbers] of Object.entries(forms)) {
      const [stem, row] = form.split("/");
      const certain = numbers.filter((number) => !this.terms[number].near.length);
      const conditional = numbers.filter((number) => this.terms[number].near.length);
      for (const spelling of row ? [...this.endings[row]].map((ending) => stem + ending) : [stem]) {
        if (certain.length) {
          this.fresh.push(spelling);
          for (const number of certain) this.spellings.set(number, [...this.spellings.get(number) ?? [], spelling]);
          this.analyser.add(spelling, merged(this.analyser.spellings.get(spelling), certain));
        }
        if (conditional.length) this.conditional.set(spelling, merged(this.conditional.get(spelling), conditional));
      }
    }
  }

  /** What holds in this query because the words it depends on are there too. @param {string} folded @returns {Analyser} */
  holding(folded) {
    const holding = new Analyser(new Map());
    for (const [spelling, numbers] of this.conditional) {
      if (!folded.includes(spelling)) continue;
      const met = numbers.filter((number) => this.terms[number].near.some((near) => folded.includes(near)));
      if (met.length) holding.add(spelling, met);
    }
    return holding;
  }

  /**
   * A query cut into words. What is unknown is tried as romaji, then as a near miss.
   * @param {string} query
   * @returns {Word[]}
   */
  read(query) {
    const folded = fold(query);
    const also = this.holding(folded);
    return (folded.match(/[a-z]+|[0-9\u3041-\u3096\u30fc\u3400-\u9fff\u3005\u3006]+/g) ?? [])
      .reduce(joinKnown(this.analyser.spellings), /** @type {string[]} */ ([]))
      .flatMap((run) => this.words(run, also));
  }

  /** @param {string} run @param {Analyser} also @returns {Word[]} */
  words(run, also) {
    if (/^[a-z]+$/.test(run) && !this.analyser.spellings.has(run)) {
      const kana = romajiToKana(run);
      if (kana) return this.words(kana, also).map((word) => ({ ...word, as: word.as ?? word.text }));
    }
    const pieces = this.analyser.pieces(run, also);
    const understood = pieces.some((piece) => piece.terms.some((term) => !this.terms[term].stop));
    if (!understood && run.length >= 2 && run.length <= 12) {
      const near = this.nearest(run);
      if (near) return [{ text: run, terms: near.terms, how: "near", as: near.spelling }];
    }
    return pieces.flatMap((piece) => {
      if (piece.terms.length) return [{ ...piece, how: /** @type {const} */ ("known") }];
      const near = piece.text.length >= 3 ? this.nearest(piece.text) : undefined;
      return [near ? { text: piece.text, terms: near.terms, how: /** @type {const} */ ("near"), as: near.spelling } : { ...piece, how: /** @type {const} */ ("unknown") }];
    });
  }

  /**
   * The one known spelling that a mistyped word most likely was: one character apart
   * once voicing, small kana and long vowels are set aside.
   * @param {string} word
   * @returns {{ spelling: string, terms: number[] } | undefined}
   */
  nearest(word) {
    this.addLoose();
    const key = loosen(word);
    const same = this.loose.get(key);
    if (same) return { spelling: same[0], terms: this.analyser.spellings.get(same[0]) ?? [] };
    const kanji = /[\u3400-\u9fff]/.test(word);
    // One kanji and its okurigana, or a few kana, are one apart from too many words.
    if (kanji ? !/[\u3400-\u9fff]{2}/.test(word) : word.length < 5) return undefined;
    /** @type {string | undefined} */
    let best;
    for (const [candidate, spelled] of this.loose) {
      if (Math.abs(candidate.length - key.length) > (kanji ? 0 : 1) || candidate.length < 2) continue;
      if (kanji && candidate[0] !== key[0] && candidate.at(-1) !== key.at(-1)) continue;
      if (kanji && !/[\u3400-\u9fff]/.test(spelled[0])) continue;
      if (!oneApart(candidate, key)) continue;
      if (!best || (candidate[0] === key[0] && loosen(best)[0] !== key[0])) best = spelled[0];
    }
    return best ? { spelling: best, terms: this.analyser.spellings.get(best) ?? [] } : undefined;
  }

  /**
   * Every spelling of these terms, longest first, for marking.
   * @param {Iterable<number>} numbers
   * @returns {string[]}
   */
  spellingsOf(numbers) {
    const found = [...new Set([...numbers].flatMap((number) => this.spellings.get(number) ?? []))];
    return found.sort((a, b) => b.length - a.length);
  }

  /** Know the fresh spellings by their loose keys too. */
  addLoose() {
    for (const spelling of new Set(this.fresh)) {
      if (spelling.length < 2 || this.analyser.spellings.get(spelling)?.every((term) => this.terms[term].stop)) continue;
      const key = loosen(spelling);
      const known = this.loose.get(key);
      if (!known) this.loose.set(key, [spelling]);
      else if (!known.includes(spelling)) known.push(spelling);
    }
    this.fresh = [];
  }
}

/**
 * The shards in which a word of this run may be, wherever it begins. As shard() in scripts/search/lexicon.py.
 * @param {string} run @param {Record<string, string>} begins kana → the kana that follow it where a word begins @returns {number[]}
 */
function shards(run, begins) {
  const chars = [...run].map(loosen).filter(Boolean);
  return chars.flatMap((first, at) => {
    if (!KANA.test(first)) return [first.charCodeAt(0) % SHARDS];
    const second = chars[at + 1];
    if (second === undefined || (KANA.test(second) && !begins[first]?.includes(second))) return [];
    return [(first.charCodeAt(0) * 31 + second.charCodeAt(0)) % SHARDS];
  });
}

const KANA = /[\u3041-\u30ff]/;

/** @param {number[] | undefined} known @param {number[]} more @returns {number[]} */
const merged = (known, more) => [...new Set([...known ?? [], ...more])].sort((a, b) => a - b);

/**
 * Runs are cut where the script changes between Latin and Japanese, unless the lexicon knows them as one (line電話, pta役員).
 * @param {Map<string, number[]>} spellings
 */
function joinKnown(spellings) {
  return (/** @type {string[]} */ joined, /** @type {string} */ run) => {
    const last = joined.at(-1);
    if (last !== undefined && spellings.has(last + run)) joined[joined.length - 1] = last + run;
    else joined.push(run);
    return joined;
  };
}

/** @param {string} word @returns {string} voicing, small kana, long vowels and doubled letters set aside */
export function loosen(word) {
  let loose = "";
  for (let at = 0; at < word.length; at++) {
    const char = LOOSE.get(word[at]) ?? loosenChar(word[at]);
    if (at === 0 || (char !== "ー" && char !== "う")) loose += char;
  }
  return loose;
}

/** @type {Map<string, string>} */
const LOOSE = new Map();

/** @param {string} char @returns {string} */
function loosenChar(char) {
  const loose = char.normalize("NFD").replace(/[\u3099\u309a]/g, "")
    .replace(/[ぁぃぅぇぉっゃゅょゎ]/g, (small) => "あいうえおつやゆよわ"["ぁぃぅぇぉっゃゅょゎ".indexOf(small)]);
  LOOSE.set(char, loose);
  return loose;
}

/** @param {string} a @param {string} b @returns {boolean} one insertion, deletion, substitution or swap apart */
export function oneApart(a, b) {
  if (a.length > b.length) [a, b] = [b, a];
  if (b.length - a.length > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (a.length === b.length) {
    return a.slice(i + 1) === b.slice(i + 1) || (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2));
  }
  return a.slice(i) === b.slice(i + 1);
}
