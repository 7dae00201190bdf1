// A hit as HTML elements. Text from the corpus is only ever set as text, never as markup.

import { fold } from "./analyser.js";

/**
 * @typedef {import("./engine.js").Hit} Hit
 * @typedef {{ tone: string[], channel: string[] }} Asked tones and channels that the query or the filters ask for
 */

const KINDS = /** @type {Record<string, string>} */ ({ phrase: "言葉", qa: "Q&A", cause: "原因", ng: "NG", guide: "ガイド", safety: "安全" });

/**
 * @param {string} tag @param {string} className @param {(Node | string)[]} children
 * @returns {HTMLElement}
 */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

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
  const fit = (/** @type {NonNullable<Hit["wordings"]>[number]} */ w) =>
    (asked.tone.includes(w.tone) ? 2 : 0) + (w.channels.some((channel) => asked.channel.includes(channel)) ? 2 : 0);
  return wordings.reduce((best, wording) => (fit(wording) > fit(best) ? wording : best));
}

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
  const wording = hit.wordings && fitting(hit.wordings, asked);
  if (wording) {
    if (wording.subject) made.append(element("p", "subject", element("span", "", "件名"), " ", marked(wording.subject, marks)));
    const text = element("p", "text", marked(wording.text, marks));
    const button = element("button", "hit-copy", "コピー");
    button.setAttribute("type", "button");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(wording.subject ? `件名:${wording.subject}\n\n${wording.text}` : wording.text);
        button.textContent = "コピーしました";
      } catch { button.textContent = "コピーできませんでした"; }
      setTimeout(() => { button.textContent = "コピー"; }, 2500);
    });
    made.append(text, element("p", "hit-foot", button, element("span", "hit-why", hit.why ?? "")));
  } else {
    made.append(element("p", "hit-text", marked(hit.text ?? "", marks)));
  }
  return made;
}
