// /check/: a draft, checked while it is typed. It stays in this tab: sessionStorage, gone when the tab closes.

import { element } from "../search/hit.js";
import { Checker } from "./checker.js";
import { report } from "./report.js";

const PAUSE = 250;
const KEPT = "draft";

/** @param {URL} root @returns {void} */
export function startChecker(root) {
  const area = /** @type {HTMLTextAreaElement} */ (document.querySelector("textarea[name=draft]"));
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-findings]"));
  const said = /** @type {HTMLElement} */ (document.querySelector("[data-check-said]"));
  const clear = /** @type {HTMLButtonElement} */ (document.querySelector("[data-clear]"));
  const choices = /** @type {HTMLSelectElement[]} */ ([...document.querySelectorAll("[data-draft-checker] select")]);
  /** @type {Promise<Checker> | undefined} */
  let loading;
  const checker = () => (loading ??= load(root).catch((error) => { loading = undefined; throw error; }));
  let turn = 0;
  let timer = 0;

  async function run() {
    const mine = ++turn;
    const draft = area.value;
    keep(draft);
    clear.hidden = !draft;
    if (!draft.trim()) {
      place.replaceChildren();
      place.dataset.checkState = "idle";
      said.textContent = "";
      return;
    }
    place.dataset.checkState = "busy";
    try {
      const made = await checker();
      if (mine !== turn) return;
      const choice = Object.fromEntries(choices.map((select) => [select.name, select.value]));
      const { parts, summary } = report(made, draft, choice, root);
      place.replaceChildren(...parts);
      place.dataset.checkState = "done";
      said.textContent = summary;
    } catch (error) {
      console.error(error);
      if (mine !== turn) return;
      const again = element("button", "draft-again", "もう一度ためす");
      again.addEventListener("click", run);
      place.replaceChildren(element("p", "", "チェックの用意ができませんでした。電波の届くところで、もう一度ためしてください。下書きはそのまま残っています。"), again);
      place.dataset.checkState = "error";
      said.textContent = "チェックの用意ができませんでした。";
    }
  }

  area.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!(/** @type {InputEvent} */ (event).isComposing)) timer = setTimeout(run, PAUSE);
  });
  area.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(run, PAUSE); });
  for (const select of choices) select.addEventListener("change", run);
  clear.addEventListener("click", () => { area.value = ""; area.focus(); run(); });
  place.addEventListener("click", follow);
  if (!area.value) area.value = kept();
  if (area.value) run();
}

/** @param {URL} root @returns {Promise<Checker>} */
async function load(root) {
  const ask = async (/** @type {string} */ name) => {
    const response = await fetch(new URL(`data/v1/${name}`, root));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.json();
  };
  // Patterns find the plainest cases; without what was learned they still do.
  const [data, weights] = await Promise.all([ask("checker.json"), ask("learned.json").catch(() => undefined)]);
  return new Checker(data, weights);
}

/** From a mark to its card and back, without leaving a step in the history. @param {Event} event */
function follow(event) {
  const link = event.target instanceof Element ? event.target.closest("a[data-to]") : null;
  const target = link instanceof HTMLElement ? document.getElementById(link.dataset.to ?? "") : null;
  if (!target) return;
  event.preventDefault();
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

/** @param {string} draft */
function keep(draft) {
  try {
    if (draft) sessionStorage.setItem(KEPT, draft); else sessionStorage.removeItem(KEPT);
  } catch { /* not kept, still checked */ }
}

/** @returns {string} */
function kept() {
  try { return sessionStorage.getItem(KEPT) ?? ""; } catch { return ""; }
}
