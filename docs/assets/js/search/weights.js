// What each kind of evidence is worth. Chosen against the judged queries in tests/search/.

export const WEIGHTS = {
  /** A typed word that stands in the entry, times its rarity (0 to 1). */
  term: 3,
  /** All character pairs of the query stand in the entry: worth more than all facets together. */
  piece: 26,
  /** All character pairs of the words that are not understood stand in the entry. */
  unknown: 9,
  /** When an entry holds this share, the query is likely a piece of a wording, and what its words seem to say counts for less. */
  likelyPiece: 0.4,
  facetsOfPiece: 0.4,
  /** Below this share of the pairs there is no resemblance. */
  leastPiece: 0.2,
  /** The longest unbroken query that is also looked up to the letter; as kana it is longer. */
  pieceLength: 8,
  pieceReadingLength: 12,
  /** What a recognised facet is worth when an entry has it. */
  facet: /** @type {Record<string, number>} */ ({ scene: 5, stage: 4, cause: 4, tone: 2, channel: 3, kind: 3 }),
  /** How far an entry that applies to all scenes (or stages …) fits one of them. */
  anywhere: 0.35,
  /** One vote never settles a facet for good. */
  certain: 0.9,
  /** A word read through a typing mistake counts for less. */
  nearMiss: 0.7,
  /** Somebody named beside the matter (元カレとの…) is less likely the one to apologise to. */
  beside: 0.5,
  /** 「謝った」 beside a later stage says little about the stage. */
  firstStage: 0.3,
  preferPhrase: 0.6,
  preferApology: 0.5,
  safetyUncalled: 6,
  safetyCalled: 4,
  lead: 1000,
  /** What scores below this share of the best is left out, past the first page of hits. */
  tail: 0.4,
  alwaysShown: 20,
};
