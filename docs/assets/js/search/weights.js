// What each kind of evidence is worth. Chosen against the judged queries in tests/search/.

export const WEIGHTS = {
  /** A typed word that stands in the entry, times its rarity (0 to 1). */
  term: 3,
  /** The query is a piece of the entry: worth more than all facets together. */
  piece: 26,
  /** All character pairs of the words that are not understood stand in the entry. */
  unknown: 9,
  /** When an entry was read and holds the piece, what its words seem to say counts for less. */
  besidePiece: 0.1,
  /** Below this share of the pairs there is no resemblance. */
  leastPiece: 0.2,
  /** With this share of the pairs in order, nothing was mistyped. */
  wholePiece: 0.97,
  /** A pair that stands in no entry, or in nearly all: it says little about the rest. */
  missingGram: 0.5,
  /** A pair that would stand there without the character between. */
  skippedGram: 0.7,
  /** So many of the likeliest entries are read for the piece, so many at once, until one holds it; but for a slip, in the second round. */
  mostRead: 30,
  readAtOnce: 10,
  toTheLetter: 0.9,
  oneSlip: 0.7,
  /** Of two that hold it as well, the one with more of its pairs in order is likelier. */
  inOrder: 0.04,
  /** What the pairs alone are worth beside a piece that was read. */
  unverified: 0.8,
  /** The longest unbroken query that is also looked up to the letter; as kana it is longer. */
  pieceLength: 8,
  pieceReadingLength: 16,
  /** From this length on, what means something by itself is looked up to the letter too; more entries than this that hold it say nothing. */
  literalLength: 5,
  mostLiteral: 3,
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
