// /check/: marks what breaks an apology in a draft, with the reason and what to say instead.

import { element } from "../search/hit.js";
import { findings } from "./checker.js";

const PAUSE = 250;

/** @param {URL} root @returns {void} */
export function startChecker(root) {
  const area = /** @type {HTMLTextAreaElement} */ (document.querySelector("textarea[name=draft]"));
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-findings]"));
  /** @type {Promise<import("./checker.js").Rule[]> | undefined} */
  let loading;
  const rules = () => (loading ??= fetch(new URL("data/v1/checker.json", root)).then((response) => response.json()));
  let turn = 0;
  let timer = 0;

  async function run() {
    const mine = ++turn;
    const draft = area.value;
    if (!draft.trim()) {
      place.replaceChildren();
      place.dataset.checkState = "idle";
      return;
    }
    place.dataset.checkState = "busy";
    try {
      const found = findings(draft, await rules());
      if (mine !== turn) return;
      place.replaceChildren(...report(draft, found, root));
      place.dataset.checkState = "done";
    } catch (error) {
      console.error(error);
      place.replaceChildren(element("p", "", "チェックを始められませんでした。電波の届くところで、もう一度開いてください。"));
      place.dataset.checkState = "error";
    }
  }

  area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(run, PAUSE); });
  if (area.value) run();
}

/**
 * @param {string} draft @param {import("./checker.js").Finding[]} found @param {URL} root
 * @returns {Node[]}
 */
function report(draft, found, root) {
  if (!found.length) {
    return [element("p", "check-clear", "壊してしまう言い方は見つかりませんでした。何をしたかを名指ししているか、声に出して読んでみてください。")];
  }
  const count = new Set(found.map((finding) => finding.rule.id)).size;
  const preview = element("p", "draft-preview");
  let at = 0;
  for (const { start, end } of found) {
    if (start < at) continue;
    preview.append(draft.slice(at, start), element("mark", "", draft.slice(start, end)));
    at = end;
  }
  preview.append(draft.slice(at));
  const seen = new Set();
  const cards = found.filter(({ rule }) => !seen.has(rule.id) && seen.add(rule.id)).map(({ rule, start, end }) => {
    const link = element("a", "", rule.words);
    link.setAttribute("href", new URL(rule.url, root).href);
    const card = element("section", "finding",
      element("p", "hit-tags", element("b", "", rule.label)),
      element("h2", "hit-title", link),
      element("p", "", element("q", "", draft.slice(start, end))),
      element("p", "", rule.why),
      element("p", "finding-instead", element("b", "", "代わりに"), " ", rule.instead));
    Object.assign(card.dataset, { finding: "", ng: rule.id, start: String(start), end: String(end) });
    if (rule.phrases.length) {
      card.append(element("ul", "links", ...rule.phrases.map((phrase) => {
        const to = element("a", "", phrase.title);
        to.setAttribute("href", new URL(phrase.url, root).href);
        return element("li", "", to);
      })));
    }
    return card;
  });
  return [element("h2", "check-title", `気をつけたい言い方が ${count} つあります`), preview, ...cards];
}
