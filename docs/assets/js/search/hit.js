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

/**
 * `text` with each of `marks` (folded) marked, longest first.
 * @param {string} text @param {string[]} marks @returns {DocumentFragment}
 */
export function marked(text, marks) {
  const fragment = document.createDocumentFragment();
  const folded = [...text].map((char) => fold(char)[0] ?? " ").join("");
  const chars = [...text];
  let plain = "";
  for (let at = 0; at < chars.length;) {
    const mark = marks.find((candidate) => folded.startsWith(candidate, at));
    if (!mark) { plain += chars[at++]; continue; }
    fragment.append(plain, element("mark", "", chars.slice(at, at + mark.length).join("")));
    plain = "";
    at += mark.length;
  }
  fragment.append(plain);
  return fragment;
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
 * @param {Hit} hit @param {string[]} marks @param {Asked} asked @param {URL} root
 * @returns {HTMLElement}
 */
export function hitElement(hit, marks, asked, root) {
  const made = element("article", `hit hit-${hit.kind}`);
  Object.assign(made.dataset, { hit: "", id: hit.id, kind: hit.kind });
  const link = element("a", "", marked(hit.title, marks));
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
      ...hit.wordings.map((wording, index) => wordingElement(wording, index + 1, (part) => marked(part, marks))),
      actionsElement(true), element("p", "hit-why", hit.why ?? ""));
    startCard(made, root);
  } else {
    made.append(element("p", "hit-text", marked(hit.text ?? "", marks)));
  }
  return made;
}

/** What the filters beside the results call a tone or a channel. @param {string} facet @param {string} term @returns {string} */
const label = (facet, term) =>
  document.querySelector(`[data-filters] input[name="${facet}"][value="${CSS.escape(term)}"]`)?.closest("label")?.querySelector("span")?.textContent ?? term;

/** Where a tone stands between casual and formal: the order of the filters. @param {string} tone @returns {number} */
const step = (tone) => [...document.querySelectorAll("[data-filters] input[name=tone]")].findIndex((box) => box instanceof HTMLInputElement && box.value === tone);
