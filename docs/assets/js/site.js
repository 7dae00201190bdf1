// What every page starts: the theme switch, the cards, the count of the list, and search boxes that load search when first used.

import { startCards } from "./cards.js";
import { browser } from "./keep.js";
import { saved } from "./list.js";

/** The site's root, whatever path it is served under. */
const ROOT = new URL("../../", import.meta.url);

/** @returns {void} */
function startTheme() {
  const button = document.querySelector("[data-theme-switch]");
  if (!(button instanceof HTMLButtonElement)) return;
  const isDark = () => document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const show = () => {
    button.textContent = isDark() ? "明るい画面にする" : "暗い画面にする";
  };
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    browser.set("theme", theme);
    show();
  });
}

/** The way to マイリスト shows once there is something in it. @returns {void} */
function startListCount() {
  const link = document.querySelector("[data-list-link]");
  if (!(link instanceof HTMLElement)) return;
  const count = () => {
    const number = saved().length;
    link.hidden = number === 0;
    link.setAttribute("aria-label", `マイリスト(${number})`);
    const place = link.querySelector("[data-list-count]");
    if (place) place.textContent = String(number);
  };
  count();
  document.addEventListener("list", count);
  addEventListener("storage", count);
}

/** The picker of the home page opens on whom the reader chose last. @returns {void} */
function startPicker() {
  const picker = document.querySelector("[data-whom]");
  const last = picker?.querySelector(`[value="${CSS.escape(browser.get("whom") ?? "")}"]`);
  if (last instanceof HTMLInputElement && !picker?.querySelector(":checked")) last.checked = true;
  picker?.addEventListener("change", ({ target }) => { if (target instanceof HTMLInputElement) browser.set("whom", target.value); });
}

/** A search box loads the engine only when a reader goes to it. @returns {void} */
function startSearchBoxes() {
  const onSearchPage = document.querySelector("[data-search]");
  for (const form of document.querySelectorAll("form[data-searchbox]")) {
    if (!(form instanceof HTMLFormElement) || onSearchPage?.contains(form)) continue;
    const input = form.querySelector("input");
    input?.addEventListener("focus", async () => {
      const { SuggestBox } = await import("./search/box.js");
      new SuggestBox(form, ROOT);
    }, { once: true });
  }
}

/** An old address of an entry that moved to another page of its cell still arrives: the cell's first page knows all. @returns {Promise<void>} */
async function followMoved() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id) return;
  const moved = document.getElementById(id);
  const link = moved?.hasAttribute("data-moved") ? moved.querySelector("a") : null;
  const { whole, lookup } = /** @type {HTMLElement | null} */ (document.querySelector("[data-whole], [data-lookup]"))?.dataset ?? {};
  if (link) location.replace(link.href);
  else if (!moved && whole) location.replace(new URL(`${whole}#${id}`, location.href));
  else if (!moved && lookup) {
    const pages = await fetch(lookup).then((response) => response.json()).catch(() => ({}));
    if (Object.hasOwn(pages, id)) location.replace(new URL(`${pages[id]}/#${id}`, location.href));
  }
}

startTheme();
startCards(document, ROOT);
startListCount();
startPicker();
startSearchBoxes();
followMoved();
addEventListener("hashchange", followMoved);
addEventListener("load", () => import("./offline.js").then((m) => m.startOffline(ROOT)));
if (document.querySelector("[data-search]")) import("./search/page.js").then((m) => m.startSearchPage(ROOT));
if (document.querySelector("[data-list]")) import("./list-page.js").then((m) => m.startListPage(ROOT));
const road = document.querySelector("[data-road]");
if (road instanceof HTMLElement) import("./road.js").then((m) => m.startRoad(road));
if (document.querySelector("[data-draft-checker]")) import("./check/page.js").then((m) => m.startChecker(ROOT));
