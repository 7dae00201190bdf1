// A hit as HTML elements. Text from the corpus is only ever set as text, never as markup.

import { startCard } from "../cards.js";
import { element } from "../element.js";
import { actionsElement, tonesElement, wordingElement } from "../words.js";
import { fold } from "./analyser.js";

export { element };

/**
 * @typedef {import("./engine.js").Hit} Hit
 * @typedef {{ tone: string[], channel: string[] }} Asked tones and channels that the query or the filters ask for
 */

const KINDS = /** @type {Record<string, string>} */ ({ phrase: "言葉", qa: "Q&A", cause: "原因", ng: "NG", guide: "ガイド", safety: "安全" });

/** @typedef {(text: string) => DocumentFragment} Mark a text as it is shown, with what was looked for marked */

/** What marks each of `marks` (folded, longest first) in a text. @param {string[]} marks @returns {Mark} */
export function marker(marks) {
  /** @type {Map<string, string[]>} by first character */
  const beginning = new Map();
  for (const mark of marks) beginning.set(mark[0], [...beginning.get(mark[0]) ?? [], mark]);
  return (text) => {
    const fragment = document.createDocumentFragment();
    const chars = [...text];
    const folded = chars.map((char) => FOLDED.get(char) ?? foldChar(char)).join("");
    let plain = "";
    for (let at = 0; at < chars.length;) {
      const mark = beginning.get(folded[at])?.find((candidate) => folded.startsWith(candidate, at));
      if (!mark) { plain += chars[at++]; continue; }
      fragment.append(plain, element("mark", "", chars.slice(at, at + mark.length).join("")));
      plain = "";
      at += mark.length;
    }
    fragment.append(plain);
    return fragment;
  };
}

/** @type {Map<string, string>} */
const FOLDED = new Map();

/** @param {string} char @returns {string} one place, as its folded text has */
function foldChar(char) {
  const folded = fold(char)[0] ?? " ";
  FOLDED.set(char, folded);
  return folded;
}

/**
 * The wording that fits best what was asked for.
 * @param {NonNullable<Hit["wordings"]>} wordings @param {Asked} asked
 */
function fitting(wordings, asked) {
  return wordings.reduce((best, wording) => (fit(wording, asked) > fit(best, asked) ? wording : best));
}

/** How much of what was asked for a wording has. @param {NonNullable<Hit["wordings"]>[number]} wording @param {Asked} asked @returns {number} */
const fit = (wording, asked) => Number(asked.tone.includes(wording.tone)) + Number(wording.channels.some((channel) => asked.channel.includes(channel)));

/**
 * @param {Hit} hit @param {Mark} mark @param {Asked} asked @param {URL} root
 * @returns {HTMLElement}
 */
export function hitElement(hit, mark, asked, root) {
  const made = element("article", `hit hit-${hit.kind}`);
  Object.assign(made.dataset, { hit: "", id: hit.id, kind: hit.kind });
  const link = element("a", "", mark(hit.title));
  link.setAttribute("href", new URL(hit.url, root).href);
  made.append(
    element("p", "hit-tags", element("b", "", KINDS[hit.kind]), ...hit.tags.map((tag) => element("span", "", tag))),
    element("h2", "hit-title", link));
  if (hit.wordings) {
    const chosen = fitting(hit.wordings, asked);
    if (fit(chosen, asked)) made.dataset.asked = "";
    made.classList.add("card");
    made.dataset.entry = hit.id;
    made.append(
      tonesElement(hit.id, hit.wordings, hit.wordings.indexOf(chosen) + 1, label, step),
      ...hit.wordings.map((wording, index) => wordingElement(wording, index + 1, mark)),
      actionsElement(true), element("p", "hit-why", hit.why ?? ""));
    startCard(made, root);
  } else {
    made.append(element("p", "hit-text", mark(hit.text ?? "")));
  }
  return made;
}

/** @type {Map<string, string>} */
const LABELS = new Map();

/** What the filters beside the results call a tone or a channel. @param {string} facet @param {string} term @returns {string} */
function label(facet, term) {
  const known = LABELS.get(`${facet}/${term}`)
    ?? document.querySelector(`[data-filters] input[name="${facet}"][value="${CSS.escape(term)}"]`)?.closest("label")?.querySelector("span")?.textContent ?? term;
  LABELS.set(`${facet}/${term}`, known);
  return known;
}

/** Where a tone stands between casual and formal: the order of the filters. @param {string} tone @returns {number} */
const step = (tone) => [...document.querySelectorAll("[data-filters] input[name=tone]")].findIndex((box) => box instanceof HTMLInputElement && box.value === tone);
