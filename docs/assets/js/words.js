// The words of a card, made in the browser as card.html.jinja makes them: for search hits and for マイリスト.

import { element } from "./element.js";

/** @typedef {{ tone: string, channels: string[], subject?: string, text: string }} Wording */

/**
 * Text with its line breaks, each 〔label〕 a blank.
 * @param {string} text @param {(part: string) => Node} [plain] how the rest is made
 * @returns {Node[]}
 */
export function withBlanks(text, plain = (part) => document.createTextNode(part)) {
  return text.split(/(〔[^〔〕\n]+〕|\n)/).filter(Boolean).map((part) => {
    if (part === "\n") return document.createElement("br");
    if (!/^〔.+〕$/.test(part)) return plain(part);
    const blank = element("span", "blank", part);
    blank.dataset.blank = part.slice(1, -1);
    return blank;
  });
}

/**
 * One wording, as number `n` of its card.
 * @param {Wording} wording @param {number} n @param {(part: string) => Node} [plain]
 * @returns {HTMLElement}
 */
export function wordingElement(wording, n, plain) {
  const subject = element("b", "", ...withBlanks(wording.subject ?? "", plain));
  const text = element("p", "text", ...withBlanks(wording.text, plain));
  subject.dataset.subject = text.dataset.text = "";
  const made = element("div", "wording", ...(wording.subject ? [element("p", "subject", element("span", "", "件名"), " ", subject)] : []), text);
  Object.assign(made.dataset, { n: String(n), tone: wording.tone, channels: wording.channels.join(" ") });
  return made;
}

/**
 * The switch between the tones of a card.
 * @param {string} id @param {Wording[]} wordings @param {number} chosen the number of the wording that is shown first
 * @param {(facet: "tone" | "channel", term: string) => string} label @param {(tone: string) => number} step where a tone stands between casual and formal
 * @returns {HTMLElement}
 */
export function tonesElement(id, wordings, chosen, label, step) {
  const legend = element("legend", "sr-only", "口調");
  const made = element("fieldset", "tones", legend, ...wordings.map((wording, index) => {
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name: `tone-${id}`, value: String(index + 1), checked: index + 1 === chosen });
    Object.assign(radio.dataset, { tone: wording.tone, step: String(step(wording.tone)) });
    return element("label", "", radio,
      element("span", "", label("tone", wording.tone), element("small", "", wording.channels.map((channel) => label("channel", channel)).join("・"))));
  }));
  made.hidden = wordings.length === 1;
  return made;
}

/** What can be done with the words. @param {boolean} saving whether they can be saved @returns {HTMLElement} */
export function actionsElement(saving) {
  const button = (/** @type {string} */ name, /** @type {string} */ label) => {
    const made = element("button", "", label);
    made.setAttribute("type", "button");
    made.dataset[name] = "";
    return made;
  };
  const line = element("a", "", "LINEで送る");
  line.setAttribute("rel", "external noopener");
  line.dataset.line = "";
  const save = button("save", "保存");
  save.setAttribute("aria-pressed", "false");
  const said = element("span", "said");
  said.setAttribute("role", "status");
  return element("p", "actions", button("copy", "コピー"), ...(saving ? [save] : []), line, button("share", "ほかで送る"), said);
}
