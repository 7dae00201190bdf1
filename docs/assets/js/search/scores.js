// The points of every record, and the order they make.

import { WEIGHTS } from "./weights.js";

/** Points of records; a record without any isn't in the answer. */
export class Scores {
  /** @param {number} size @param {boolean} [all] whether every record is in the answer */
  constructor(size, all = false) {
    this.points = new Float64Array(size);
    this.has = new Uint8Array(size).fill(all ? 1 : 0);
  }

  get empty() { return !this.has.includes(1); }

  /** @param {number} record @param {number} points */
  add(record, points) {
    this.points[record] += points;
    this.has[record] = 1;
  }

  /**
   * The records that pass every filter, best first, without the long tail: what scores far below the best is only there
   * by chance. A page's worth always stays. Equals stand in an order that mixes the corpus.
   * @param {((record: number) => number)[]} filters @returns {number[]}
   */
  ranked(filters) {
    const kept = [];
    let best = 0;
    for (let record = 0; record < this.has.length; record++) {
      if (!this.has[record] || !filters.every((passes) => passes(record))) continue;
      kept.push(record);
      if (this.points[record] < WEIGHTS.lead / 2) best = Math.max(best, this.points[record]);
    }
    const mixed = (/** @type {number} */ record) => Math.imul(record, 0x9e3779b1) >>> 0;
    const byPoints = (/** @type {number} */ a, /** @type {number} */ b) => this.points[b] - this.points[a] || mixed(a) - mixed(b);
    const near = kept.filter((record) => this.points[record] >= best * WEIGHTS.tail);
    return near.length >= WEIGHTS.alwaysShown ? near.sort(byPoints) : kept.sort(byPoints).slice(0, WEIGHTS.alwaysShown);
  }
}

/** A match says the more the fewer entries it is in: 0 to 1. @param {number} count @param {number} size */
export function rarity(count, size) {
  return Math.log(1 + size / (count + 0.5)) / Math.log(1 + size);
}
