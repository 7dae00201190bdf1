// /list/: the saved wordings, to fill in, put in order, copy, send, take out and carry away as text.

import { copy, refresh, say, startActions, startBlanks } from "./cards.js";
import { visit } from "./keep.js";
import { asText, move, put, remove, saved } from "./list.js";
import { element } from "./element.js";
import { actionsElement, wordingElement } from "./words.js";

/** @param {URL} root @returns {void} */
export function startListPage(root) {
  const page = /** @type {HTMLElement} */ (document.querySelector("[data-list]"));
  const place = /** @type {HTMLElement} */ (page.querySelector("[data-list-items]"));
  const tools = /** @type {HTMLElement} */ (page.querySelector("[data-list-tools]"));
  const empty = /** @type {HTMLElement} */ (page.querySelector("[data-list-empty]"));

  const draw = () => {
    const items = saved();
    place.replaceChildren(...items.map((item, index) => card(item, index, items.length)));
    tools.hidden = items.length === 0;
    empty.hidden = items.length > 0;
  };

  /** Redraw, and leave the focus and the screen reader where the reader was. @param {number} index @param {string} button @param {string} text */
  const redraw = (index, button, text) => {
    draw();
    const cards = place.querySelectorAll(".card");
    const near = cards[Math.min(index, cards.length - 1)];
    const wanted = [...(near?.querySelectorAll("button") ?? [])].find((one) => one.dataset.act === button && !one.disabled)
      ?? near?.querySelector("button[data-act]:not(:disabled)") ?? empty.querySelector("a");
    if (wanted instanceof HTMLElement) wanted.focus();
    say(page, text);
  };

  /** @param {import("./list.js").Saved} item @param {number} index @param {number} size @returns {HTMLElement} */
  const card = (item, index, size) => {
    const link = element("a", "", item.title);
    const url = new URL(item.url, root);
    if (url.href.startsWith(root.href)) link.setAttribute("href", url.href);
    const act = (/** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ run, disabled = false) => {
      const button = element("button", "", label);
      button.setAttribute("type", "button");
      button.setAttribute("aria-label", `「${item.title}」を${name}`);
      button.dataset.act = name;
      if (button instanceof HTMLButtonElement) button.disabled = disabled;
      button.addEventListener("click", run);
      return button;
    };
    const made = element("article", "card",
      element("h2", "card-title", link), element("p", "list-note", item.note), wordingElement({ tone: "", channels: [], subject: item.subject, text: item.text }, 1),
      actionsElement(false),
      element("p", "card-foot",
        act("上へ", "上へ", () => { move(item, -1); redraw(index - 1, "上へ", "上へ動かしました"); }, index === 0),
        act("下へ", "下へ", () => { move(item, 1); redraw(index + 1, "下へ", "下へ動かしました"); }, index === size - 1),
        act("外す", "外す", () => { remove(item); redraw(index, "外す", "リストから外しました"); })));
    made.dataset.entry = item.id;
    startBlanks(made, {
      get: (label) => item.filled[label] ?? visit.get(`blank:${label}`) ?? "",
      set: (label, value) => {
        item.filled[label] = value;
        for (const twin of made.querySelectorAll(`.blank[data-blank="${CSS.escape(label)}"]`)) if (twin !== document.activeElement) twin.textContent = value;
        put(item);
        refresh(made);
      },
    });
    startActions(made);
    refresh(made);
    return made;
  };

  tools.querySelector("[data-list-copy]")?.addEventListener("click", async () => {
    say(page, await copy(asText(saved(), root)) ? "すべてコピーしました" : "コピーできませんでした");
  });
  tools.querySelector("[data-list-export]")?.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([asText(saved(), root)], { type: "text/plain;charset=utf-8" }));
    link.download = "gomen-no-tsuzuki.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say(page, "テキストファイルを保存しました");
  });
  tools.querySelector("[data-list-clear]")?.addEventListener("click", () => {
    if (!confirm("マイリストを空にします。元には戻せません。")) return;
    saved().forEach(remove);
    redraw(0, "", "マイリストを空にしました");
  });
  addEventListener("storage", draw); // saved in another tab
  draw();
}
