// The files that a search needs beside Pagefind's own: each fetched once.

/** So many records stand in one file. As in scripts/search/index.py. */
const BUNDLE = 2;

export class Files {
  /** @param {URL} root the site's root */
  constructor(root) {
    this.root = root;
    /** @type {Map<string, Promise<any>>} by path */
    this.kept = new Map();
  }

  /** What says which of the other files belong together: never one that a browser kept from before. @param {"terms" | "facets"} name @returns {Promise<any>} */
  table(name) {
    return this.get(`pagefind/lexicon/${name}.json`, "no-cache");
  }

  /** A part of the lexicon. @param {string} version @param {string} name @returns {Promise<any>} */
  part(version, name) {
    return this.get(`pagefind/lexicon/${name}.json?${version}`);
  }

  /** What a record shows. @param {string} version @param {number} record @returns {Promise<import("./engine.js").Hit>} */
  hit(version, record) {
    return this.bundled("hits", version, record);
  }

  /** How the texts of a record are read. @param {string} version @param {number} record @returns {Promise<string[]>} */
  readings(version, record) {
    return this.bundled("readings", version, record);
  }

  /** What a file of several holds of one record. @param {"hits" | "readings"} kind @param {string} version @param {number} record @returns {Promise<any>} */
  async bundled(kind, version, record) {
    return (await this.get(`pagefind/${kind}/${version}/${Math.floor(record / BUNDLE)}.json`))[record % BUNDLE];
  }

  /** @param {string} path @param {RequestCache} [cache] @returns {Promise<any>} */
  get(path, cache) {
    const known = this.kept.get(path) ?? this.fetch(path, cache);
    this.kept.set(path, known);
    return known;
  }

  /** @param {string} path @param {RequestCache} [cache] @returns {Promise<any>} */
  fetch(path, cache = "default") {
    return patiently(async () => (await fetch(new URL(path, this.root), { cache })).json());
  }
}

/**
 * A connection that breaks is tried again: phones go through tunnels.
 * @template T @param {(attempt: number) => Promise<T>} ask @returns {Promise<T>}
 */
export async function patiently(ask) {
  for (const [attempt, pause] of [100, 400].entries()) {
    try { return await ask(attempt); } catch { await new Promise((resolve) => { setTimeout(resolve, pause); }); }
  }
  return ask(2);
}
