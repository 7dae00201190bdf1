// The search box in the header and on the home page: hits as one types, by the combobox pattern.

import { Engine } from "./engine.js";
import { element } from "./hit.js";

const SHOWN = 6;
/** @type {Engine | undefined} */
let engine;
let boxes = 0;

export class SuggestBox {
  /** @param {HTMLFormElement} form @param {URL} root */
  constructor(form, root) {
    this.form = form;
    this.root = root;
    this.input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    this.engine = engine ??= new Engine(root);
    this.asking = new AbortController();
    this.active = -1;
    const id = `suggest-${++boxes}`;
    this.list = element("ul", "suggest");
    this.list.id = id;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "近い言葉");
    this.list.hidden = true;
    form.append(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" })) {
      this.input.setAttribute(name, value);
    }
    this.engine.warm();
    this.listen();
    if (this.input.value) this.run();
  }

  listen() {
    this.input.addEventListener("input", (event) => { if (!(event instanceof InputEvent && event.isComposing)) this.run(); });
    this.input.addEventListener("compositionend", () => this.run());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("focusout", (event) => { if (!this.form.contains(/** @type {Node | null} */ (event.relatedTarget))) this.close(); });
    this.input.addEventListener("focus", () => { if (this.list.childElementCount) this.open(); });
  }

  async run() {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const query = this.input.value.trim();
    if (!query) { this.list.replaceChildren(); this.close(); return; }
    const answer = await this.engine.search(query, {}, SHOWN, undefined, signal).catch((error) => { if (!signal.aborted) throw error; });
    if (!answer || signal.aborted) return;
    this.list.replaceChildren(...answer.hits.map((hit, index) => this.option(hit, index)), this.option(undefined, answer.hits.length));
    this.active = -1;
    this.open();
  }

  /** @param {import("./engine.js").Hit | undefined} hit @param {number} index */
  option(hit, index) {
    const url = hit ? new URL(hit.url, this.root) : new URL(`search/?q=${encodeURIComponent(this.input.value.trim())}`, this.root);
    const link = element("a", "", hit ? element("b", "", hit.title) : "すべての結果を見る", ...(hit ? [element("span", "", hit.wordings?.[0].text ?? hit.text ?? "")] : []));
    link.setAttribute("href", url.href);
    link.setAttribute("tabindex", "-1");
    const item = element("li", hit ? "" : "suggest-all", link);
    item.id = `${this.list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    if (hit) item.dataset.id = hit.id;
    return item;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return;
    const items = [...this.list.children];
    if (event.key === "Escape") { if (!this.list.hidden) { event.preventDefault(); this.close(); } return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!items.length) return;
      event.preventDefault();
      this.open();
      const size = items.length + 1;
      this.active = (this.active + 1 + (event.key === "ArrowDown" ? 1 : -1) + size) % size - 1;
      items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.active)));
      items[this.active]?.scrollIntoView({ block: "nearest" });
      if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
      else this.input.setAttribute("aria-activedescendant", items[this.active].id);
    }
    if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      const link = items[this.active].querySelector("a");
      if (link) location.href = link.href;
    }
  }

  open() { this.list.hidden = false; this.input.setAttribute("aria-expanded", "true"); }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
