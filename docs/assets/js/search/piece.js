// A piece of a text, remembered or mistyped: where its character pairs stand tells which entry it is from.

import { fold, gram, runs, SIZES } from "./analyser.js";

/**
 * @typedef {{ token: string, at: number }} Gram a token and its place in the stretch
 * @typedef {{ at: number, weight: number, places: Map<number, number[]> }} Trace where a gram stands: record → places
 */

const KANA = /^[\u3041-\u3096\u30fc]+$/;
const KANJI = /[\u3400-\u9fff\u3005]/;
/** An entry that was only slightly displaced (a character too many or too few) still counts nearly in full. */
const DISPLACED = 0.95;
/** A long reading is known by so many of its grams, evenly spread: most of them stay whole through a slip. */
const MOST_READ = 6;
/** Up to this length a slip may leave too few of them. */
const SHORT = 9;

/** @param {string} text @returns {string} the letter of the grams that find it: kana may be a reading */
export const letterOf = (text) => (KANA.test(text) ? "r" : "b");

/** @param {string} text @returns {string} its letters and digits, folded */
export const bare = (text) => runs(fold(text)).join("");

/** @param {string} text @returns {string} folded, without spaces and the brackets of blanks */
export const plain = (text) => fold(text).replace(/[\s〔〕]/g, "");

/**
 * What a stretch is looked up by: `sure` finds it as it is; after a slip of the finger `doubtful` is looked up too, which is
 * pairs where a gram is longer, pairs without the character between (left by a swap or one too many), and kanji by
 * themselves, whose neighbour may be wrong. Pagefind also finds what a token begins, so all of them find longer grams.
 * Each loads a part of the index, so of a long reading only some are looked up.
 * @param {string} stretch bare text @param {string} letter @returns {{ sure: Gram[], doubtful: Gram[] }}
 */
export function gramsOf(stretch, letter) {
  const size = Math.min(SIZES[letter], stretch.length);
  const made = (/** @type {number} */ at, /** @type {string} */ chars) => ({ token: gram(chars, letter), at });
  const cut = (/** @type {number} */ width) => Array.from({ length: stretch.length - width + 1 }, (_, at) => made(at, stretch.slice(at, at + width)));
  const most = letter === "r" ? MOST_READ : Infinity;
  return {
    sure: spread(cut(size), most),
    doubtful: cut(size).length > most && stretch.length > SHORT ? [] : [
      ...(size > 2 ? cut(2) : []),
      ...[...stretch].slice(2).map((char, at) => made(at, stretch[at] + char)),
      ...[...stretch].flatMap((char, at) => (KANJI.test(char) ? [made(at, char)] : [])),
    ],
  };
}

/** At most so many of them, from the first to the last. @template T @param {T[]} all @param {number} most @returns {T[]} */
function spread(all, most) {
  return all.length <= most ? all : Array.from({ length: most }, (_, at) => all[Math.round(at * (all.length - 1) / (most - 1))]);
}

/**
 * The least share that a slip leaves of a piece: the grams over two swapped characters are gone.
 * @param {Trace[]} traces of its grams, in order @param {string} letter @returns {number}
 */
export function leastAfterSlip(traces, letter) {
  const sum = (/** @type {Trace[]} */ some) => some.reduce((total, { weight }) => total + weight, 0);
  const gone = traces.map(({ at: first }) => sum(traces.filter(({ at }) => at >= first && at <= first + SIZES[letter])));
  return DISPLACED * (1 - Math.max(0, ...gone) / (sum(traces) || 1));
}

/**
 * How much of the grams stands in each record in their order: on one line, or a place beside it.
 * @param {Trace[]} traces @returns {Map<number, number>} record → sum of weights
 */
export function align(traces) {
  /** @type {Map<number, Map<number, number>>} */
  const lines = new Map();
  for (const { at, weight, places } of traces) {
    for (const [record, found] of places) {
      const line = lines.get(record) ?? new Map();
      for (const place of found) line.set(place - at, (line.get(place - at) ?? 0) + weight);
      lines.set(record, line);
    }
  }
  return new Map([...lines].map(([record, line]) => {
    let best = 0;
    for (const [offset, sum] of line) best = Math.max(best, sum + DISPLACED * Math.max(line.get(offset - 1) ?? 0, line.get(offset + 1) ?? 0));
    return [record, best];
  }));
}

/**
 * How many slips (a character wrong, missing, too many, or two swapped) make `query` a piece of `text`.
 * @param {string} query @param {string} text @returns {number}
 */
export function slips(query, text) {
  if (text.includes(query)) return 0;
  const size = query.length;
  let [before, previous, current] = [new Uint8Array(size + 1), Uint8Array.from({ length: size + 1 }, (_, at) => at), new Uint8Array(size + 1)];
  let best = size;
  for (let end = 0; end < text.length; end++) {
    current[0] = 0;
    for (let at = 1; at <= size; at++) {
      const same = query[at - 1] === text[end];
      let cost = Math.min(previous[at] + 1, current[at - 1] + 1, previous[at - 1] + (same ? 0 : 1));
      if (at > 1 && end > 0 && query[at - 1] === text[end - 1] && query[at - 2] === text[end]) cost = Math.min(cost, before[at - 2] + 1);
      current[at] = cost;
    }
    best = Math.min(best, current[size]);
    [before, previous, current] = [previous, current, before];
  }
  return best;
}

/** How close a query is to a piece of any of these texts: 1 to the letter, 0 when it is none. @param {string} query @param {string[]} texts */
export function closeness(query, texts) {
  let best = 0;
  for (const text of texts) {
    const apart = slips(bare(query), bare(text));
    const worth = [1, 0.85, 0.5][apart] ?? 0;
    if (worth > best - 0.1 && worth) best = Math.max(best, worth - 0.02 * Math.min(4, slips(plain(query), plain(text))));
  }
  return best;
}
