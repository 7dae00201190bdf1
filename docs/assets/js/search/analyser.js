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

/** @param {string} char */
const hex = (char) => char.charCodeAt(0).toString(16).padStart(4, "0");

/** @param {string} folded @returns {string[]} unbroken stretches: space and blanks break them, punctuation does not */
export function stretches(folded) {
  return folded.split(/[\s〔〕]+/).map((part) => runs(part).join("")).filter(Boolean);
}

/**
 * The neighbouring characters of a text, by twos and threes; a stretch of one character stands alone.
 * @param {string} text @param {string} letter 'b' as written, 'r' its kana reading; triples begin with the next letter
 * @returns {string[]}
 */
export function grams(text, letter = "b") {
  const triple = String.fromCharCode(letter.charCodeAt(0) + 1);
  return stretches(fold(text)).flatMap((stretch) => {
    const codes = Array.from({ length: stretch.length }, (_, at) => hex(stretch[at]));
    return [
      ...(codes.length === 1 ? [`a${codes[0]}`] : []),
      ...codes.slice(1).map((code, at) => letter + codes[at] + code),
      ...codes.slice(2).map((code, at) => triple + codes[at] + codes[at + 1] + code),
    ];
  });
}

/** @param {number} number @returns {string} the token of a term of the lexicon */
export function termToken(number) {
  return `t${String(number).padStart(5, "0")}`;
}

/** @param {string} name @param {string} term @param {string} letter 'f' by name, 'g' because it applies to all @returns {string} */
export function facetToken(name, term, letter = "f") {
  return `${letter}${name}${term.replaceAll("-", "")}q`;
}
