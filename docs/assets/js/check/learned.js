// What was learned from sentences: how likely one breaks an apology, in which way, and which NG entry says so.
// The same as scripts/drafts/features.py and learned.py; a test holds the two together.

/**
 * @typedef {{ words: Record<string, string>, bias: number, length: number, longest: number, breaks: Record<string, number>, types: string[], type_bias: number[],
 *   type_weights: Record<string, number[]>, entries: Record<string, Record<string, number>>, patterns: Record<string, number>, unlearned: number,
 *   marked: number, beside: number, share: number, spared: string[] }} Weights whole hundredths of log odds by feature; `marked` and `beside` are odds, `share` a share
 * @typedef {import("./reading.js").Reading} Reading
 * @typedef {{ start: number, end: number, odds: number, shares: Map<string, number>, words: Set<string> }} Suspect
 */

const SHORTEST = 2;
const SENTENCE = /[^。!?…]+[。!?…]*/g;
const CLAUSE = /[^、]+/g;
const STOPS = /^[。!?…、]+|[。!?…、]+$/g;
const SCALE = 100;

export class Learned {
  /** @param {Weights} weights */
  constructor(weights) {
    this.weights = weights;
    this.spared = new Set(weights.spared);
    /** @type {Map<string, number[]>} first character → lengths of the words, longest first */
    this.lengths = new Map();
    for (const spelling of Object.keys(weights.words)) {
      const lengths = this.lengths.get(first(spelling, 0)) ?? [];
      if (!lengths.includes(spelling.length)) lengths.push(spelling.length);
      this.lengths.set(first(spelling, 0), lengths);
    }
    for (const lengths of this.lengths.values()) lengths.sort((a, b) => b - a);
  }

  /** Every sentence of a reading that is not quoted. @param {Reading} reading @returns {Suspect[]} */
  suspects(reading) {
    return pieces(SENTENCE, reading.text).filter(([at, text]) => !reading.isQuoted(at, at + text.length)).map(([at, text]) => this.suspect(text, at));
  }

  /** The clauses of a sentence, each for itself. @param {Reading} reading @param {Suspect} sentence @returns {Suspect[]} */
  clauses(reading, sentence) {
    return pieces(CLAUSE, reading.text.slice(sentence.start, sentence.end)).map(([at, text]) => this.suspect(text, sentence.start + at));
  }

  /** @param {string} sentence @param {number} start @returns {Suspect} */
  suspect(sentence, start) {
    const { bias, length: weight, longest, breaks, types, type_bias: typeBias, type_weights: typeWeights } = this.weights;
    const words = this.cut(sentence);
    const found = features(words);
    const length = Math.sqrt(found.size);
    let sum = 0;
    const sums = types.map(() => 0);
    for (const feature of found) {
      sum += own(breaks, feature) ?? 0;
      for (const [at, weight] of (own(typeWeights, feature) ?? []).entries()) sums[at] += weight;
    }
    const powers = sums.map((total, at) => Math.exp((typeBias[at] + total / length) / SCALE));
    const whole = powers.reduce((all, power) => all + power, 0);
    const odds = (bias + weight * Math.log(Math.min([...sentence].length, longest)) + sum / length) / SCALE;
    return { start, end: start + sentence.length, odds, shares: new Map(types.map((type, at) => [type, powers[at] / whole])), words: new Set(words) };
  }

  /** Known words by longest match; what no word covers stands as characters. @param {string} text @returns {string[]} */
  cut(text) {
    const cut = ["^"];
    scan: for (let at = 0; at < text.length;) {
      const char = first(text, at);
      for (const size of this.lengths.get(char) ?? []) {
        const word = at + size <= text.length ? own(this.weights.words, text.slice(at, at + size)) : undefined;
        if (word === undefined) continue;
        cut.push(word);
        at += size;
        continue scan;
      }
      cut.push(char);
      at += char.length;
    }
    return [...cut, "$"];
  }

  /** Whether a sentence breaks the apology, where the patterns of these NG entries match in it. @param {Suspect} suspect @param {Set<string>} matched */
  breaks(suspect, matched) {
    const added = [...matched].reduce((sum, id) => sum + (own(this.weights.patterns, id) ?? this.weights.unlearned), 0);
    return suspect.odds + added / SCALE >= this.weights.marked;
  }

  /**
   * The types that a sentence is likely to be, beyond those found in it already.
   * @param {Suspect} suspect @param {string} sentence @param {Set<string>} here @returns {string[]}
   */
  types(suspect, sentence, here) {
    if (this.spared.has(sentence)) return [];
    const least = Math.max(this.weights.share, 0.6 * Math.max(...suspect.shares.values()));
    return [...suspect.shares].filter(([type, its]) => its >= least && !here.has(type)).map(([type]) => type);
  }

  /** Of some NG entries the one that a sentence is most like. @template {{ id: string }} T @param {Suspect} suspect @param {T[]} candidates @returns {T} */
  entry(suspect, candidates) {
    const worth = (/** @type {T} */ { id }) => [...suspect.words].reduce((sum, word) => sum + ((own(this.weights.entries, word) ?? {})[id] ?? 0), 0);
    return candidates.reduce((best, one) => (worth(one) > worth(best) ? one : best));
  }
}

/** @param {RegExp} pattern @param {string} text @returns {[number, string][]} what says something, and where it stands */
const pieces = (pattern, text) => [...text.matchAll(pattern)].filter(([piece]) => [...piece.replace(STOPS, "")].length >= SHORTEST).map((found) => [found.index, found[0]]);

/** @param {string[]} words @returns {Set<string>} words, and two and three in a row */
const features = (words) => new Set([1, 2, 3].flatMap((size) => words.slice(size - 1).map((_, at) => words.slice(at, at + size).join(" "))));

/** @param {string} text @param {number} at @returns {string} the character there, whole */
const first = (text, at) => String.fromCodePoint(text.codePointAt(at) ?? 0);

/** What an object itself holds: words of a draft are no names of its kind. @template T @param {Record<string, T>} held @param {string} name @returns {T | undefined} */
const own = (held, name) => (Object.hasOwn(held, name) ? held[name] : undefined);
