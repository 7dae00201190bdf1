// Text → tokens. The same as scripts/search/analyser.py; a test holds the two together.

/** @typedef {{ text: string, terms: number[] }} Piece a stretch of a run and the terms it is known as */

/** @param {string} text @returns {string} width, case and kana folded */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase()
    .replace(/[‐–―〜~]/g, "ー")
    .replace(/[\u30a1-\u30f6]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60));
}

const RUN = /[0-9a-z\u3041-\u3096\u30fc\u3400-\u4dbf\u4e00-\u9fff\u3005\u3006]+/g;

/** @param {string} folded @returns {string[]} the stretches of letters and digits */
export function runs(folded) {
  return folded.match(RUN) ?? [];
}

/** Longest match against the spellings of a lexicon. */
export class Analyser {
  /** @param {Map<string, number[]>} spellings */
  constructor(spellings) {
    /** @type {Map<string, number[]>} */
    this.spellings = new Map();
    /** @type {Map<string, number>} */
    this.longest = new Map();
    for (const [spelling, terms] of spellings) this.add(spelling, terms);
  }

  /** Know `spelling` as `terms`. @param {string} spelling @param {number[]} terms */
  add(spelling, terms) {
    this.spellings.set(spelling, terms);
    this.longest.set(spelling[0], Math.max(this.longest.get(spelling[0]) ?? 0, spelling.length));
  }

  /**
   * Known words and the stretches between them.
   * @param {string} run
   * @param {Analyser} [also] what else is known for this query
   * @returns {Piece[]}
   */
  pieces(run, also = NOTHING) {
    /** @type {Piece[]} */
    const pieces = [];
    let unknown = 0;
    let at = 0;
    scan: while (at < run.length) {
      const longest = Math.max(this.longest.get(run[at]) ?? 0, also.longest.get(run[at]) ?? 0);
      for (let size = Math.min(longest, run.length - at); size > 0; size--) {
        const spelling = run.slice(at, at + size);
        const terms = [...this.spellings.get(spelling) ?? [], ...also.spellings.get(spelling) ?? []];
        if (!terms.length) continue;
        if (unknown < at) pieces.push({ text: run.slice(unknown, at), terms: [] });
        pieces.push({ text: spelling, terms });
        at += size;
        unknown = at;
        continue scan;
      }
      at += 1;
    }
    if (unknown < at) pieces.push({ text: run.slice(unknown, at), terms: [] });
    return pieces;
  }

  /** @param {string} text @returns {number[]} the numbers of its terms, in order */
  numbers(text) {
    return runs(fold(text)).flatMap((run) => this.pieces(run).flatMap((piece) => piece.terms));
  }
}

const NOTHING = new Analyser(new Map());

/** @param {string} folded @returns {string[]} unbroken stretches: a space breaks them; punctuation, blanks and line breaks do not */
export function stretches(folded) {
  return folded.split(/[ \t]+/).map((part) => runs(part).join("")).filter(Boolean);
}

/** How many neighbouring characters make a gram: 'b' of the text as written, 'r' of its kana reading. @type {Record<string, number>} */
export const SIZES = { b: 2, r: 3 };

/**
 * The neighbouring characters of a text, place by place; the last places of a stretch have what is left of it.
 * @param {string} text @param {string} letter 'b' as written, 'r' its kana reading
 * @returns {string[]}
 */
export function grams(text, letter = "b") {
  return stretches(fold(text)).flatMap((stretch) => Array.from({ length: stretch.length }, (_, at) => gram(stretch.slice(at, at + SIZES[letter]), letter)));
}

/** @param {string} chars @param {string} letter @returns {string} the token of neighbouring characters; it begins those of more */
export function gram(chars, letter) {
  return letter + Array.from({ length: chars.length }, (_, at) => code(chars.charCodeAt(at))).join("");
}

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Two letters or digits for a character of a run, for a kanji three; none begins another. @param {number} point @returns {string} */
function code(point) {
  if (point >= 0x3041 && point <= 0x30fc) return DIGITS[(point - 0x3040) >> 4] + DIGITS[(point - 0x3040) & 15];
  if (point < 0x80) return (point < 0x61 ? "c" : "d") + String.fromCharCode(point);
  if (point < 0x3400) return `c${DIGITS[point - 0x3005 + 10]}`;
  const low = (point - 0x3400) % 1296;
  return DIGITS[14 + Math.floor((point - 0x3400) / 1296)] + DIGITS[Math.floor(low / 36)] + DIGITS[low % 36];
}

/** @param {number} number @returns {string} the token of a term of the lexicon */
export function termToken(number) {
  return `t${String(number).padStart(5, "0")}`;
}

/** @param {string} name @param {string} term @returns {string} what stands for a term of a facet in votes */
export function facetToken(name, term) {
  return `f${name}${term.replaceAll("-", "")}q`;
}
