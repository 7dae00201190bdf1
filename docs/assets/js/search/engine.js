// A query becomes words, votes for facets and stretches of characters; Pagefind is asked for words and characters, and
// everything is merged by weight. No word can empty the answer: what matches nothing adds nothing.

import { facetToken, termToken } from "./analyser.js";
import { Facets } from "./facets.js";
import { Files, patiently } from "./files.js";
import { Lexicon } from "./lexicon.js";
import { align, bare, closeness, gramsOf, leastAfterSlip, letterOf, plain } from "./piece.js";
import { readQuery } from "./reading.js";
import { rarity, Scores } from "./scores.js";
import { WEIGHTS } from "./weights.js";

/**
 * @typedef {{ id: string, kind: string, url: string, title: string, tags: string[], why?: string, text?: string,
 *   wordings?: { tone: string, channels: string[], subject?: string, text: string }[] }} Hit
 * @typedef {Record<string, string[]>} Filters facet → ids, any of which will do
 * @typedef {import("./reading.js").Reading} Reading
 * @typedef {Map<number, { share: number, places: number[] }>} Found record → Pagefind's score as a share of the best, and where the token stands
 * @typedef {{ total: number, hits: Hit[], reading: Reading, marks: string[], more: (from: number, count: number) => Promise<Hit[]>,
 *   counts: Map<string, number> }} Answer `counts`: facet token → how many of all hits have it
 */

export class Engine {
  /** @param {URL} root the site's root */
  constructor(root) {
    this.root = root;
    this.files = new Files(root);
    /** @type {Promise<any> | undefined} */
    this.starting = undefined;
    /** @type {Promise<Lexicon> | undefined} */
    this.reading = undefined;
    /** @type {Promise<Facets> | undefined} */
    this.tabling = undefined;
    /** @type {Promise<void> | undefined} */
    this.stocking = undefined;
    /** @type {Map<string, Promise<Found>>} by token */
    this.cache = new Map();
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
    this.reading ??= this.files.table("terms").then((data) => new Lexicon(data, (name) => this.files.part(data.version, name)));
    return this.reading;
  }

  /** @returns {Promise<Facets>} */
  facets() {
    this.tabling ??= this.files.table("facets").then((data) => new Facets(data));
    return this.tabling;
  }

  /** Load what the first search needs. @returns {void} */
  warm() {
    this.pagefind();
    this.lexicon();
    this.facets();
  }

  /** Load what later searches would wait for, as far as that is the same for all of them. A reader who saves data waits. @returns {void} */
  stock() {
    const { connection } = /** @type {any} */ (navigator);
    if (!connection?.saveData) this.stocking ??= this.lexicon().then((lexicon) => lexicon.stock()).catch(() => { /* no network: they come one by one */ });
  }

  /** The records that hold a token, or one that it begins. @param {string} token @returns {Promise<Found>} */
  find(token) {
    let found = this.cache.get(token);
    if (!found) {
      found = this.pagefind().then(async (pagefind) => {
        const { results } = await patiently(() => pagefind.search(token));
        const best = results.length ? Math.max(results[0].score, 1e-9) : 1;
        return new Map(results.map((/** @type {any} */ result) => [recordOf(result.id), { share: result.score / best, places: result.words }]));
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
    return readQuery(query, lexicon, dropped);
  }

  /**
   * @param {string} query
   * @param {Filters} filters
   * @param {number} count how many hits to bring at once
   * @param {Set<string>} [dropped] facet tokens that the reader took away
   * @param {AbortSignal} [signal] ends the search at its next step: the reader typed on
   * @returns {Promise<Answer>}
   */
  async search(query, filters, count, dropped = new Set(), signal = undefined) {
    const [reading, facets] = await Promise.all([this.read(query, dropped), this.facets()]);
    signal?.throwIfAborted();
    let scores = query ? await this.score(reading, query, facets) : new Scores(facets.size, true);
    if (scores.empty) {
      // Nothing known was found: whatever resembles the query letter by letter is better than nothing.
      reading.stretches = [bare(query)];
      scores = await this.score(reading, query, facets);
    }
    signal?.throwIfAborted();
    const ranked = scores.ranked(Object.entries(filters).filter(([, terms]) => terms.length).map(([facet, terms]) => facets.passes(facet, terms)));
    const more = (/** @type {number} */ from, /** @type {number} */ size) => Promise.all(ranked.slice(from, from + size).map((record) => this.hit(record)));
    const [hits, marks] = await Promise.all([more(0, count), this.marks(reading)]); // marks, and what near misses need, are made while hits are on their way
    return { total: ranked.length, hits, reading, more, marks, counts: facets.counts(ranked) };
  }

  /** What to mark in a hit: every spelling of the words that were understood, and those that weren't. @param {Reading} reading */
  async marks(reading) {
    const lexicon = await this.lexicon();
    lexicon.addLoose();
    const unknown = reading.words.filter((word) => word.how === "unknown" && word.text.length > 1).map((word) => word.text);
    return [...lexicon.spellingsOf(reading.terms.flat()), ...unknown];
  }

  /** @param {Reading} reading @param {string} query @param {Facets} facets @returns {Promise<Scores>} */
  async score(reading, query, facets) {
    const scores = new Scores(facets.size);
    const [words, letters, literal] = await Promise.all([
      Promise.all(reading.terms.map((terms) => this.any(terms.map(termToken)))),
      Promise.all(reading.stretches.map((stretch) => this.trace(stretch, facets.size, reading.isPiece))),
      reading.literal ? this.literal(query, facets.size) : [],
    ]);
    const pieces = reading.isPiece ? await this.verified(letters[0], query) : together(letters);
    const held = literal.length > 0 || (reading.isPiece && Math.max(0, ...pieces.values()) > WEIGHTS.oneSlip);
    const trust = held ? WEIGHTS.besidePiece : 1;
    const grams = letters.reduce((sum, { grams: some }) => sum + some, 0);
    for (const record of literal) scores.add(record, WEIGHTS.piece);
    for (const [record, share] of pieces) {
      if (share > WEIGHTS.leastPiece) scores.add(record, (reading.isPiece ? WEIGHTS.piece : WEIGHTS.unknown) * share * share * Math.min(1, grams / 4));
    }
    for (const records of words) {
      for (const [record, share] of records) scores.add(record, trust * WEIGHTS.term * rarity(records.size, facets.size) * (0.4 + 0.6 * share));
    }
    for (const facet of new Set(reading.ballots.map((ballot) => ballot.facet))) {
      const belief = facets.belief(facet, reading.ballots.filter((ballot) => ballot.facet === facet));
      const worth = trust * WEIGHTS.facet[facet];
      for (let record = 0; record < facets.size; record++) {
        const believed = belief(record);
        if (believed > 0) scores.add(record, worth * believed);
      }
    }
    prefer(reading, scores, facets);
    return scores;
  }

  /** Records that hold any of the tokens, with the best share. @param {string[]} tokens @returns {Promise<Map<number, number>>} */
  async any(tokens) {
    const merged = new Map();
    for (const found of await Promise.all(tokens.map((token) => this.find(token)))) {
      for (const [record, { share }] of found) merged.set(record, Math.max(share, merged.get(record) ?? 0));
    }
    return merged;
  }

  /**
   * How much of a stretch of characters each record holds, in order.
   * @param {string} stretch @param {number} size of the corpus @param {boolean} isPiece whether a slip of the finger is looked for too
   */
  async trace(stretch, size, isPiece) {
    const letter = letterOf(stretch);
    const look = (/** @type {import("./piece.js").Gram[]} */ grams, /** @type {number} */ factor) => Promise.all(grams.map(async ({ token, at }) => {
      const found = await this.find(token);
      const places = new Map([...found].map(([record, { places: held }]) => [record, held]));
      return { at, weight: factor * (found.size ? rarity(found.size, size) : WEIGHTS.missingGram), places };
    }));
    const { sure, doubtful } = gramsOf(stretch, letter);
    let traces = await look(sure, 1);
    const whole = traces.reduce((sum, { weight }) => sum + weight, 0) || 1;
    const least = leastAfterSlip(traces, letter);
    let lines = align(traces);
    const likely = new Set([...lines].filter(([, sum]) => sum >= least * whole).map(([record]) => record));
    if (isPiece && Math.max(0, ...lines.values()) < WEIGHTS.wholePiece * whole) {
      traces = [...traces, ...await look(doubtful, WEIGHTS.skippedGram)];
      lines = align(traces);
    }
    return { shares: new Map([...lines].map(([record, sum]) => [record, Math.min(1, sum / whole)])), grams: Math.max(1, 2 * stretch.length - 3), whole, likely: least > 0 ? likely : undefined };
  }

  /** The few entries that hold a query to the letter. @param {string} query @param {number} size @returns {Promise<number[]>} */
  async literal(query, size) {
    const { shares } = await this.trace(bare(query), size, false);
    let holding = [...shares].filter(([, share]) => share >= WEIGHTS.wholePiece).map(([record]) => record);
    if (plain(query) !== bare(query)) {
      const holds = async (/** @type {number} */ record) => (await this.texts(record, query)).some((text) => plain(text).includes(plain(query)));
      const exact = await Promise.all(holding.slice(0, WEIGHTS.mostRead).map(holds));
      holding = holding.filter((_, at) => exact[at]);
    }
    return holding.length <= WEIGHTS.mostLiteral ? holding : [];
  }

  /**
   * The most likely entries are read, and those that hold the piece, but for a slip, count in full.
   * @param {{ shares: Map<number, number>, likely?: Set<number> }} letters `likely`: those that a slip leaves enough grams, where it must leave any
   * @param {string} query
   */
  async verified({ shares, likely: all }, query) {
    const likely = [...shares].filter(([record]) => !all || all.has(record))
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, WEIGHTS.mostRead).map(([record]) => record);
    const sure = new Map([...shares].map(([record, share]) => [record, share * WEIGHTS.unverified]));
    for (let from = 0; from < likely.length; from += WEIGHTS.readAtOnce) {
      // A text is in a file of several hits; that there may be a better one among the next is worth no more of them.
      const last = from > 0 || (letterOf(bare(query)) !== "r" && (shares.get(likely[from + WEIGHTS.readAtOnce]) ?? 0) < WEIGHTS.wholePiece);
      let best = 0;
      await Promise.all(likely.slice(from, from + WEIGHTS.readAtOnce).map(async (record) => {
        const close = closeness(query, await this.texts(record, query));
        best = Math.max(best, close);
        if (close) sure.set(record, close + WEIGHTS.inOrder * (shares.get(record) ?? 0));
      }));
      if (best > (last ? WEIGHTS.oneSlip : WEIGHTS.toTheLetter)) break;
    }
    return sure;
  }

  /** @param {number} record @returns {Promise<Hit>} */
  async hit(record) {
    return this.files.hit((await this.lexicon()).version, record);
  }

  /**
   * What a query may be a piece of: the texts of an entry, for kana how they are read.
   * @param {number} record @param {string} query @returns {Promise<string[]>}
   */
  async texts(record, query) {
    if (letterOf(bare(query)) === "r") return this.files.readings((await this.lexicon()).version, record);
    const { title, text = "", wordings = [] } = await this.hit(record);
    return [title, text, ...wordings.flatMap((wording) => [wording.text, wording.subject ?? ""])];
  }
}

/** The number of a record, whose digits Pagefind's name for it has backwards. @param {string} name @returns {number} */
function recordOf(name) {
  return Number([...name].reverse().join(""));
}

/** The shares of several stretches as one. @param {{ shares: Map<number, number>, whole: number }[]} letters @returns {Map<number, number>} */
function together(letters) {
  const whole = letters.reduce((sum, letter) => sum + letter.whole, 0) || 1;
  const shares = new Map();
  for (const letter of letters) {
    for (const [record, share] of letter.shares) shares.set(record, (shares.get(record) ?? 0) + share * letter.whole / whole);
  }
  return shares;
}

/**
 * What a reader expects when the query doesn't say: phrases before articles, the apology itself before later stages,
 * safety pages only when the query calls for them, and then above everything.
 * @param {Reading} reading @param {Scores} scores @param {Facets} facets
 */
function prefer(reading, scores, facets) {
  const raise = (/** @type {string} */ facet, /** @type {string} */ term, /** @type {number} */ points) => {
    const has = facets.each(facet, (tokens) => Number(tokens.has(facetToken(facet, term))));
    for (let record = 0; record < facets.size; record++) if (scores.has[record] && has(record)) scores.add(record, points);
  };
  const asks = (/** @type {string} */ facet) => reading.ballots.some((ballot) => ballot.facet === facet);
  if (!asks("kind")) raise("kind", "phrase", WEIGHTS.preferPhrase);
  if (!asks("stage")) {
    raise("stage", "apology", WEIGHTS.preferApology);
    raise("stage", "before", WEIGHTS.preferApology / 2);
  }
  raise("kind", "safety", reading.leads.length ? WEIGHTS.safetyCalled : -WEIGHTS.safetyUncalled);
  for (const [index, id] of reading.leads.entries()) {
    const record = facets.ids[id];
    if (record !== undefined) { scores.add(record, 0); scores.points[record] = WEIGHTS.lead - index; }
  }
}
