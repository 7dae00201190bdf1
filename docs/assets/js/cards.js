// Phrase cards: the chosen tone stays chosen, blanks are filled in place, words are copied, sent or saved.

import { browser, visit } from "./keep.js";
import { isInList, put, remove, whole } from "./list.js";

const LINE = "https://line.me/R/share?text=";
const BLANK = /〔([^〔〕\n]+)〕/g;

/**
 * @typedef {{ get(label: string): string, set(label: string, text: string): void }} Blanks what was filled in, by label
 * @typedef {{ subject: string, text: string, filledSubject: string, filledText: string, filled: Record<string, string> }} Said
 */

/**
 * Make the cards below `root` work. Safe to call again for cards added later.
 * @param {ParentNode} root @param {URL} site
 * @returns {void}
 */
export function startCards(root, site) {
  for (const card of root.querySelectorAll("[data-entry][data-kind=phrase]:not([data-ready])")) {
    if (card instanceof HTMLElement) startCard(card, site);
  }
}

/** @param {HTMLElement} card @param {URL} site @returns {void} */
export function startCard(card, site) {
  card.dataset.ready = "";
  startTones(card);
  startBlanks(card, visitBlanks(card));
  startActions(card);
  startSaving(card, site);
  refresh(card);
}

/** What depends on the shown words: the link to LINE, and whether they are in the list. @param {HTMLElement} card @returns {void} */
export function refresh(card) {
  const said = shown(card);
  const line = card.querySelector("[data-line]");
  line?.setAttribute("href", LINE + encodeURIComponent(whole(said.filledSubject, said.filledText)));
  line?.setAttribute("rel", "external noopener");
  card.querySelector("[data-save]")?.setAttribute("aria-pressed", String(isInList({ id: card.dataset.entry ?? "", text: said.text })));
}

/* Tones */

/** @param {HTMLElement} card @returns {HTMLInputElement[]} */
const radiosOf = (card) => [...card.querySelectorAll("input[data-tone]")].filter((radio) => radio instanceof HTMLInputElement);

/** @param {HTMLInputElement} radio @returns {string[]} */
const channelsOf = (radio) => radio.closest("[data-entry]")?.querySelector(`.wording[data-n="${radio.value}"]`)?.getAttribute("data-channels")?.split(" ") ?? [];

/** Choose the wording nearest to the tone and channel that the reader chose last, unless a search asked for another. @param {HTMLElement} card @returns {void} */
function chooseTone(card) {
  if ("asked" in card.dataset) return;
  const [step, ...channels] = (browser.get("tone") ?? "").split(" ");
  if (!step) return;
  const far = (/** @type {HTMLInputElement} */ radio) =>
    Math.abs(Number(radio.dataset.step) - Number(step)) * 2 - Number(channelsOf(radio).some((channel) => channels.includes(channel)));
  const radios = radiosOf(card);
  if (radios.length) radios.reduce((best, radio) => (far(radio) < far(best) ? radio : best)).checked = true;
}

/** @param {HTMLElement} card @returns {void} */
function startTones(card) {
  chooseTone(card);
  for (const radio of radiosOf(card)) {
    radio.addEventListener("change", () => {
      browser.set("tone", [radio.dataset.step, ...channelsOf(radio)].join(" "));
      const before = card.getBoundingClientRect().top;
      for (const other of document.querySelectorAll("[data-entry][data-ready]")) {
        if (!(other instanceof HTMLElement)) continue;
        if (other !== card) chooseTone(other);
        refresh(other);
      }
      scrollBy({ top: card.getBoundingClientRect().top - before, behavior: "instant" }); // cards above changed their height
    });
  }
}

/* Blanks */

/** Blanks of the visit: equal labels fill together, on this page and the next. @param {HTMLElement} card @returns {Blanks} */
function visitBlanks(card) {
  return {
    get: (label) => visit.get(`blank:${label}`) ?? "",
    set: (label, text) => {
      visit.set(`blank:${label}`, text);
      const touched = new Set([card]);
      for (const twin of document.querySelectorAll(`.blank[data-blank="${CSS.escape(label)}"]`)) {
        const owner = twin.closest("[data-entry]");
        if (owner instanceof HTMLElement) touched.add(owner);
        if (twin.hasAttribute("contenteditable") && twin !== document.activeElement) twin.textContent = text;
      }
      for (const one of touched) {
        if (one.querySelector("[data-save][aria-pressed=true]")) one.dispatchEvent(new Event("filled"));
        refresh(one);
      }
    },
  };
}

/**
 * Each blank becomes a field as wide as its text.
 * @param {HTMLElement} card @param {Blanks} blanks
 * @returns {void}
 */
export function startBlanks(card, blanks) {
  for (const blank of card.querySelectorAll(".blank")) {
    const label = blank.getAttribute("data-blank") ?? "";
    const field = document.createElement("span");
    field.className = "blank";
    field.contentEditable = "plaintext-only";
    field.setAttribute("role", "textbox");
    field.setAttribute("aria-label", label);
    field.setAttribute("enterkeyhint", "done");
    field.dataset.blank = label;
    field.spellcheck = false;
    field.textContent = blanks.get(label);
    field.addEventListener("input", () => blanks.set(label, (field.textContent ?? "").replace(/\s*\n\s*/g, " ")));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); field.blur(); }
    });
    blank.replaceWith(field);
  }
}

/**
 * The words of an element, each blank as `blank` says it.
 * @param {Element | null} element @param {(field: HTMLElement) => string} blank
 * @returns {string}
 */
function read(element, blank) {
  let text = "";
  for (const node of element?.childNodes ?? []) {
    if (node instanceof HTMLBRElement) text += "\n";
    else if (node instanceof HTMLElement && node.classList.contains("blank")) text += blank(node);
    else if (node instanceof Element) text += read(node, blank);
    else text += node.textContent ?? "";
  }
  return text;
}

/** The wording whose tone is chosen, as written and as filled in. @param {HTMLElement} card @returns {Said} */
function shown(card) {
  const chosen = radiosOf(card).find((radio) => radio.checked)?.value ?? "1";
  const wording = card.querySelector(`.wording[data-n="${CSS.escape(chosen)}"]`);
  const [subject, text] = ["[data-subject]", "[data-text]"].map((part) => wording?.querySelector(part) ?? null);
  const label = (/** @type {HTMLElement} */ field) => `〔${field.dataset.blank}〕`;
  const filled = (/** @type {HTMLElement} */ field) => field.textContent || label(field);
  const fields = [...(wording?.querySelectorAll(".blank") ?? [])].filter((field) => field instanceof HTMLElement);
  return {
    subject: read(subject, label), text: read(text, label), filledSubject: read(subject, filled), filledText: read(text, filled),
    filled: Object.fromEntries(fields.flatMap((field) => (field.textContent ? [[field.dataset.blank, field.textContent]] : []))),
  };
}

/* What can be done with the words */

/** Say something beside the buttons, to eyes and to screen readers. @param {HTMLElement} card @param {string} text @returns {void} */
export function say(card, text) {
  const place = card.querySelector(".said");
  if (!place) return;
  place.textContent = text;
  setTimeout(() => { if (place.textContent === text) place.textContent = ""; }, 2500 + text.length * 60);
}

/** Copy, LINE and the system's share sheet. @param {HTMLElement} card @returns {void} */
export function startActions(card) {
  card.querySelector("[data-copy]")?.addEventListener("click", async () => {
    const { filledSubject, filledText } = shown(card);
    const done = await copy(whole(filledSubject, filledText));
    const open = [...new Set(`${filledSubject}${filledText}`.match(BLANK) ?? [])];
    say(card, !done ? "コピーできませんでした。長押しで選んでください" : open.length ? `コピーしました。${open.join("")}が空いています` : "コピーしました");
  });
  const share = card.querySelector("[data-share]");
  if (share && !navigator.share) share.textContent = "メールで送る";
  share?.addEventListener("click", async () => {
    const { filledSubject, filledText } = shown(card);
    if (navigator.share) {
      try { await navigator.share(filledSubject ? { title: filledSubject, text: filledText } : { text: filledText }); } catch { /* the reader closed the sheet */ }
    } else {
      location.href = `mailto:?${filledSubject ? `subject=${encodeURIComponent(filledSubject)}&` : ""}body=${encodeURIComponent(filledText.replace(/\n/g, "\r\n"))}`;
    }
  });
  card.querySelector("[data-link]")?.addEventListener("click", async () => {
    const link = card.querySelector(".card-title a");
    if (link instanceof HTMLAnchorElement) say(card, await copy(link.href) ? "この言葉へのリンクをコピーしました" : "コピーできませんでした");
  });
}

/** @param {HTMLElement} card @param {URL} site @returns {void} */
function startSaving(card, site) {
  const button = card.querySelector("[data-save]");
  const item = () => {
    const { subject, text, filled } = shown(card);
    const link = card.querySelector(".card-title a, .hit-title a, [data-permalink]");
    const title = card.querySelector(".card-title, .hit-title, summary b")?.textContent ?? "";
    const tone = radiosOf(card).find((radio) => radio.checked)?.nextElementSibling;
    const note = [tone?.firstChild?.textContent, tone?.querySelector("small")?.textContent].filter(Boolean).join("・");
    return { id: card.dataset.entry ?? "", title, url: link instanceof HTMLAnchorElement ? link.href.slice(site.href.length) : "", note, subject, text, filled };
  };
  button?.addEventListener("click", () => {
    const inList = button.getAttribute("aria-pressed") === "true";
    if (inList) remove(item());
    else put(item());
    refresh(card);
    say(card, inList ? "マイリストから外しました" : "マイリストに入れました");
  });
  card.addEventListener("filled", () => put(item()));
}

/** @param {string} text @returns {Promise<boolean>} */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "sr-only";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
