// Which record has which facets: one small table, in the place of long posting lists. Made by scripts/search/facets.py.

import { facetToken } from "./analyser.js";
import { WEIGHTS } from "./weights.js";

/**
 * @typedef {{ sets: string[][], of: string }} Column the sets of terms that occur, and a character for each record's set
 * @typedef {{ tokens: Set<string>[], of: Uint16Array }} Facet
 * @typedef {{ facet: string, strength: number, tokens: string[] }} Ballot one word's votes in one facet
 */

const FIRST_CODE = 0x23;
const BACKSLASH = 0x5c;

export class Facets {
  /** @param {{ ids: Record<string, number>, facets: Record<string, Column> }} data */
  constructor(data) {
    /** Safety pages by id. */
    this.ids = data.ids;
    /** @type {Map<string, Facet>} */
    this.facets = new Map(Object.entries(data.facets).map(([name, { sets, of }]) => [name, {
      tokens: sets.map((terms) => new Set(terms.map((term) => facetToken(name, term)))),
      of: Uint16Array.from(of, (char) => char.charCodeAt(0) - FIRST_CODE - (char.charCodeAt(0) > BACKSLASH ? 1 : 0)),
    }]));
    /** How many records there are. */
    this.size = this.column("kind").of.length;
  }

  /** @param {string} name @returns {Facet} */
  column(name) {
    return /** @type {Facet} */ (this.facets.get(name));
  }

  /**
   * For each record, something that depends on its set of terms alone.
   * @param {string} name @param {(tokens: Set<string>) => number} worth
   * @returns {(record: number) => number}
   */
  each(name, worth) {
    const { tokens, of } = this.column(name);
    const worths = tokens.map(worth);
    return (record) => worths[of[record]];
  }

  /**
   * How strongly a record is believed to fit: votes of several words add up but never past one.
   * @param {string} name @param {Ballot[]} ballots the votes in this facet
   */
  belief(name, ballots) {
    return this.each(name, (tokens) => 1 - ballots.reduce((doubt, ballot) => {
      if (ballot.tokens.some((token) => tokens.has(token))) return doubt * (1 - ballot.strength * WEIGHTS.certain);
      return appliesToAll(name, tokens) ? doubt * (1 - ballot.strength * WEIGHTS.anywhere) : doubt;
    }, 1));
  }

  /** Whether a record has one of these terms, or applies to all. @param {string} name @param {string[]} terms */
  passes(name, terms) {
    const wanted = terms.map((term) => facetToken(name, term));
    return this.each(name, (tokens) => Number(appliesToAll(name, tokens) || wanted.some((token) => tokens.has(token))));
  }

  /** How many of the records pass each term. @param {number[]} records @returns {Map<string, number>} facet token → number */
  counts(records) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const [name, { tokens, of }] of this.facets) {
      const bySet = new Uint32Array(tokens.length);
      for (const record of records) bySet[of[record]]++;
      const all = tokens.reduce((sum, set, at) => sum + (appliesToAll(name, set) ? bySet[at] : 0), 0);
      for (const token of new Set(tokens.flatMap((set) => [...set]))) {
        counts.set(token, tokens.reduce((sum, set, at) => sum + (set.has(token) ? bySet[at] : 0), all));
      }
    }
    return counts;
  }
}

/** What names no scene, stage, tone or channel applies to all; what names no cause is about none. @param {string} name @param {Set<string>} tokens */
function appliesToAll(name, tokens) {
  return name !== "cause" && !tokens.size;
}
