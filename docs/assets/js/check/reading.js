// A draft as patterns see it: one width, one spelling, sentences that end where a reader would end them.
// The same as scripts/check/reading.py; a test holds the two together.

const KANA = "ぁ-ゖァ-ヺー";
const LETTER = `${KANA}一-鿿々〆A-Za-z0-9`;
const EMOJI = "[\\u{1f000}-\\u{1faff}\\u2190-\\u21ff\\u2600-\\u27bf\\u2b50\\u2b55\\u200d\\ufe0f]";
const ENTITIES = /** @type {Record<string, string>} */ ({ "&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' });

/** @typedef {[RegExp, string | ((found: string) => string)]} Rule what is replaced and by what; a group `keep` at the beginning of a match stays as it is */

/** @param {string} source */
const all = (source) => new RegExp(source, "gu");

/** @type {Rule[]} */
const MARKUP = [
  [all("</?(?:br|p|div|li|tr|h[1-6])(?![a-zA-Z])[^<>]{0,300}>"), "\n"],
  [all("</?[a-zA-Z][^<>]{0,300}>"), ""],
  [all("&(?:nbsp|amp|lt|gt|quot);"), (found) => ENTITIES[found]],
];
/** @type {Rule[]} */
const MARKS = [
  [all("[^…、。「」『』〔〕ぁ-ゖァ-ヺー一-鿿々〆a-zA-Z0-9 \\n][\\u3099\\u309a\\uff9e\\uff9f]?|[ぁ-ゖァ-ヺ][\\u3099\\u309a]"), (found) => found.normalize("NFKC")],
  // So many katakana in a row are a sentence, not a word: ソンナツモリジャナカッタ.
  [all("[ァ-ヶ][ァ-ヶー]{6,}"), (found) => found.replace(/[^ー]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60))],
  [all("[\\u200b\\u200c\\u200e\\u200f\\u2060\\ufeff]"), ""],
  [all(`m?\\([^()0-9A-Za-z${KANA}一-鿿]{2,12}\\)m?`), "。"],
  [all(`${EMOJI}+`), "。"],
  [all(`(?<keep>[${KANA}。、!?一-鿿])(?:\\((?:笑|泣|汗)\\)|笑+|草|[wW]+)(?![${LETTER}])`), "。笑。"],
  [all("\\.{2,}|。{2,}|・{2,}|…+|,{2,}|、{2,}"), "…"],
  [all(`(?<keep>[ぁ-ゖ])[ー〜~]+(?=[${LETTER}])`), ""],
  [all("(?<keep>[ぁ-ゖ])[ー〜~]+"), "。"],
  [all(`(?<keep>[ぁ-ゖ])[っッ]+(?![${LETTER}])`), ""],
];
/** @type {Rule[]} */
const PARTING = [
  [all("(?<keep>[。!?…、」])[ \\t]*\\n[ \\t\\r\\n]*"), ""],
  [all("[ \\t]*\\n[ \\t\\r\\n]*"), "。"],
  [all(`(?<keep>[ぁ-ゖァ-ヺー一-鿿々]) +(?=[${LETTER}「])`), "、"],
  [all(" +"), ""],
];
/** @type {Rule[]} */
const WRAPPING = [
  [all("(?<keep>[。!?…、」])[ \\t\\r\\n]+"), ""],
  [all("[ \\t]*\\n[ \\t]*\\n[ \\t\\r\\n]*"), "。"],
  [all("[ \\t\\r\\n]+"), ""],
];
/** @type {Rule[]} */
const STOPS = [[all("(?<keep>[。!?…])。+"), ""]];
const QUOTED = all("「[^「」]{1,80}」|『[^『』]{1,80}』|\"[^\"]{1,80}\"|“[^“”]{1,80}”");

/** The normal text and, for each of its characters, where it stood in the draft. */
export class Reading {
  /** @param {string} text @param {[number, number][] | null} places null where every character stands where it stood */
  constructor(text, places) {
    this.text = text;
    this.places = places;
    /** What is quoted from elsewhere. Who puts the whole draft in brackets quotes nothing. */
    this.quoted = [...text.matchAll(QUOTED)].filter((found) => [...found[0]].length * 2 < [...text].length)
      .map((found) => [found.index, found.index + found[0].length]);
  }

  /** @param {number} start @param {number} end @returns {{ start: number, end: number }} where a stretch stands in the draft */
  place(start, end) {
    return this.places ? { start: this.places[start][0], end: this.places[end - 1][1] } : { start, end };
  }

  /** @param {number} start @param {number} end */
  isQuoted(start, end) {
    return this.quoted.some(([opened, closed]) => opened <= start && end <= closed);
  }
}

/** @param {Record<string, string>} write other spelling → the one that patterns use @returns {Rule} */
export function spellings(write) {
  const others = Object.keys(write).sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).map((other) => other.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return [all(`${others.join("|") || "(?!)"}|[A-Z]+`), (found) => write[found] ?? found.toLowerCase()];
}

/** @param {string} draft @param {Rule} spelling @returns {Reading[]} the one or two ways to read it: a break or a space may part words or only wrap them */
export function readings(draft, spelling) {
  let read = new Reading(draft, null);
  if (/[<&]/.test(draft)) read = apply(read, MARKUP);
  read = apply(read, MARKS);
  const ways = (/[ \t\r\n]/.test(read.text) ? [PARTING, WRAPPING] : [[]]).map((spaces) => apply(read, [...spaces, ...STOPS, spelling]));
  return ways.length > 1 && ways[0].text === ways[1].text ? [ways[0]] : ways;
}

/** @param {Reading} reading @param {Rule[]} rules @returns {Reading} */
function apply(reading, rules) {
  return rules.reduce(replace, reading);
}

/** @param {Reading} reading @param {Rule} rule @returns {Reading} */
function replace(reading, [pattern, by]) {
  const { text } = reading;
  let places = reading.places;
  /** @type {string[]} */
  const pieces = [];
  /** @type {[number, number][]} */
  const moved = [];
  let done = 0;
  for (const found of text.matchAll(pattern)) {
    const start = found.index + (found.groups?.keep?.length ?? 0);
    const end = found.index + found[0].length;
    const written = typeof by === "string" ? by : by(found[0]);
    if (written === text.slice(start, end)) continue;
    places ??= Array.from({ length: text.length }, (_, at) => /** @type {[number, number]} */ ([at, at + 1]));
    pieces.push(text.slice(done, start), written);
    for (let at = done; at < start; at++) moved.push(places[at]);
    for (let at = 0; at < written.length; at++) moved.push([places[start][0], places[end - 1][1]]);
    done = end;
  }
  if (!pieces.length || !places) return reading;
  for (let at = done; at < text.length; at++) moved.push(places[at]);
  return new Reading(pieces.join("") + text.slice(done), moved);
}
