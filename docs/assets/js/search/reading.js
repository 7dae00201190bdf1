// What the words of a query say: votes for facets, known words to look for, and stretches of characters.

import { facetToken } from "./analyser.js";
import { bare, letterOf } from "./piece.js";
import { WEIGHTS } from "./weights.js";

/**
 * @typedef {import("./facets.js").Ballot} Ballot
 * @typedef {{ words: import("./lexicon.js").Word[], ballots: Ballot[], leads: string[], terms: number[][], stretches: string[],
 *   isPiece: boolean, literal: string }} Reading
 *   `leads` are safety pages; `terms` holds for each word the numbers it may be; `stretches` are looked for letter by letter;
 *   `literal` is what means something by itself and may all the same be a piece of a wording
 */

const FIRST_STAGES = new Set([facetToken("stage", "before"), facetToken("stage", "apology")]);
/** Who types a few words of their own puts no comma, stop or quotation mark among them. */
const STOPS = /[、「」『』]|。./;
/** Less than so many unknown characters beside other words say nothing, as kana even more. @type {Record<string, number>} */
const SHORTEST = { b: 2, r: 3 };
const FACET = /^f(scene|stage|cause|tone|channel|kind)(.+)q$/;

/**
 * @param {string} query @param {import("./lexicon.js").Lexicon} lexicon prepared for the query
 * @param {Set<string>} dropped facet tokens that the reader took away
 * @returns {Reading}
 */
export function readQuery(query, lexicon, dropped) {
  const words = lexicon.read(query);
  /** @type {Reading} */
  const reading = { words, ballots: [], leads: [], terms: [], stretches: [], isPiece: false, literal: "" };
  for (const [index, word] of words.entries()) {
    const terms = word.terms.map((number) => ({ number, ...lexicon.terms[number] })).filter((term) => !term.stop);
    const inTexts = terms.filter((term) => term.inTexts).map((term) => term.number);
    if (inTexts.length) reading.terms.push(inTexts);
    for (const term of terms) {
      // A near miss is a guess, and a guess must not answer with a safety page.
      if (term.leads && word.how === "known" && !reading.leads.includes(term.leads)) reading.leads.push(term.leads);
      const certainty = (word.how === "near" ? WEIGHTS.nearMiss : 1) * (isBeside(words[index + 1]) ? WEIGHTS.beside : 1);
      reading.ballots.push(...ballotsOf(term.votes, certainty, dropped));
    }
    if (word.how === "unknown" && (word.text.length >= SHORTEST[letterOf(word.text)] || words.length === 1)) reading.stretches.push(word.text);
  }
  reading.ballots = weighed(reading.ballots);
  // A short unbroken stretch may be a piece of a wording: its character pairs find it to the letter.
  const whole = bare(query);
  if (!/\s/.test(query.trim()) && whole.length > 1 && whole.length <= (letterOf(whole) === "r" ? WEIGHTS.pieceReadingLength : WEIGHTS.pieceLength)) {
    reading.isPiece = isPiece(query, words, lexicon);
    if (reading.isPiece) reading.stretches = [whole];
    else if (whole.length >= WEIGHTS.literalLength) reading.literal = whole;
  }
  return reading;
}

/**
 * Whether a stretch looks cut out of a sentence: it begins or ends inside a word or at a stop, or is hardly understood.
 * What a reader types of their own begins with a word that says something and is understood to its end.
 * @param {string} query @param {import("./lexicon.js").Word[]} words @param {import("./lexicon.js").Lexicon} lexicon
 */
function isPiece(query, words, lexicon) {
  if (STOPS.test(query.trim())) return true;
  const [first, last] = [words[0], words.at(-1)];
  const says = first?.terms.some((number) => [...lexicon.terms[number].votes.values()].some((strength) => strength === 1));
  const understood = words.every((word) => word.how !== "unknown" || (letterOf(word.text) === "r" && word.text.length === 1));
  const ends = last !== undefined && (/[たるいだ]$/.test(last.text) || last.terms.some((number) => lexicon.terms[number].votes.size > 0));
  return !(says && understood && ends);
}

/**
 * A term's votes, gathered by facet.
 * @param {Map<string, number>} votes @param {number} certainty @param {Set<string>} dropped
 * @returns {Ballot[]}
 */
function ballotsOf(votes, certainty, dropped) {
  /** @type {Map<string, Ballot>} */
  const ballots = new Map();
  for (const [token, strength] of votes) {
    const facet = FACET.exec(token)?.[1];
    if (!facet || dropped.has(token)) continue;
    const ballot = ballots.get(facet) ?? { facet, strength: 0, tokens: [] };
    ballot.strength = Math.max(ballot.strength, strength * (facet === "scene" || certainty === 1 ? certainty : Math.max(certainty, WEIGHTS.nearMiss)));
    ballot.tokens.push(token);
    ballots.set(facet, ballot);
  }
  return [...ballots.values()];
}

/** 「…と」「…の」: the word before names somebody beside the matter; the one to apologise to comes with に, へ or alone. @param {import("./lexicon.js").Word | undefined} next */
function isBeside(next) {
  return next !== undefined && /^(との|と|の)$/.test(next.text);
}

/**
 * Everything here is about apologising: when a query also speaks of a later stage, that is where the reader stands.
 * And somebody beside the matter counts in full when nobody else is named.
 * @param {Ballot[]} ballots @returns {Ballot[]}
 */
function weighed(ballots) {
  const later = ballots.some(({ facet, strength, tokens }) => facet === "stage" && strength >= 0.8 && !tokens.some((token) => FIRST_STAGES.has(token)));
  const named = ballots.some(({ facet, strength }) => facet === "scene" && strength > WEIGHTS.beside);
  return ballots.map((ballot) => {
    if (later && ballot.facet === "stage" && ballot.tokens.some((token) => FIRST_STAGES.has(token))) return { ...ballot, strength: ballot.strength * WEIGHTS.firstStage };
    if (!named && ballot.facet === "scene") return { ...ballot, strength: Math.min(1, ballot.strength / WEIGHTS.beside) };
    return ballot;
  });
}
