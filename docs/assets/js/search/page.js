// /search/: what is typed and chosen is in the address, so that it can be shared and gone back to.

import { Engine } from "./engine.js";
import { facetToken } from "./analyser.js";
import { element, hitElement, marker } from "./hit.js";

const FACETS = ["scene", "stage", "cause", "tone", "channel", "kind"];
const FIRST = 10;
/** A reader who goes on at once has nothing fetched for later. */
const REST = 2000;
/** A vote weaker than this is a hint for the ranking, not something to show. */
const CLEAR = 0.8;
/** Of so many words it is said what was done with them. */
const TOLD = 5;
const NOTHING = "近いものが見つかりませんでした。短い言葉で打ち直すか、しぼり込みを外してみてください。";

/** @param {URL} root @returns {void} */
export function startSearchPage(root) {
  const area = document.querySelector("[data-search]");
  const form = /** @type {HTMLFormElement} */ (area?.querySelector("form[data-searchbox]"));
  const filters = /** @type {HTMLFormElement} */ (area?.querySelector("[data-filters]"));
  const results = /** @type {HTMLElement} */ (area?.querySelector("[data-results]"));
  const note = /** @type {HTMLElement} */ (area?.querySelector("[data-note]"));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const engine = new Engine(root);
  const boxes = /** @type {HTMLInputElement[]} */ ([...filters.elements].filter((e) => e instanceof HTMLInputElement));
  const recognised = /** @type {HTMLElement} */ (area?.querySelector("[data-recognised]"));
  const suggestions = /** @type {HTMLElement} */ (area?.querySelector("[data-suggestions]"));
  const chosenNote = area?.querySelector("[data-chosen]");
  /** @type {Map<string, HTMLInputElement>} facet token → its filter */
  const byToken = new Map(boxes.map((box) => [facetToken(box.name, box.value), box]));
  /** @type {Set<string>} facet tokens that the reader took away from what was recognised */
  const dropped = new Set();
  let asking = new AbortController();

  /** @returns {Record<string, string[]>} */
  const chosen = () => Object.fromEntries(FACETS.map((facet) => [facet, boxes.filter((b) => b.name === facet && b.checked).map((b) => b.value)]));

  const address = () => {
    const params = new URLSearchParams();
    if (input.value) params.set("q", input.value);
    for (const [facet, terms] of Object.entries(chosen())) for (const term of terms) params.append(facet, term);
    for (const token of dropped) params.append("without", `${byToken.get(token)?.name}:${byToken.get(token)?.value}`);
    return `${location.pathname}${params.size ? `?${params}` : ""}`;
  };

  const saveAddress = () => {
    if (address() !== `${location.pathname}${location.search}`) history.replaceState(null, "", address());
  };

  const fromAddress = (whenAbsent = "") => {
    const params = new URLSearchParams(location.search);
    input.value = params.get("q") ?? whenAbsent;
    for (const box of boxes) box.checked = params.getAll(box.name).includes(box.value);
    dropped.clear();
    for (const [token, box] of byToken) if (params.getAll("without").includes(`${box.name}:${box.value}`)) dropped.add(token);
  };

  /** The address follows what is asked; what was asked before stops where it is. */
  async function run() {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const query = input.value.trim();
    const wanted = chosen();
    if (chosenNote) chosenNote.textContent = boxes.filter((b) => b.checked).map((b) => b.closest("label")?.querySelector("span")?.textContent).join("・");
    if (!query && !Object.values(wanted).some((terms) => terms.length)) {
      results.replaceChildren();
      recognised.replaceChildren();
      note.textContent = "";
      for (const box of boxes) count(box, null);
      results.dataset.searchState = "idle";
      saveAddress();
      return;
    }
    results.dataset.searchState = "busy"; // Enter must not open a hit of what was typed before
    try {
      const answering = engine.search(query, wanted, FIRST, dropped, signal);
      saveAddress(); // while the engine waits for its files
      const answer = await answering;
      if (signal.aborted) return;
      const heard = understood(answer.reading);
      const asked = { tone: [...wanted.tone, ...heard.filter((box) => box.name === "tone").map((box) => box.value)],
        channel: [...wanted.channel, ...heard.filter((box) => box.name === "channel").map((box) => box.value)] };
      const mark = marker(answer.marks);
      const draw = (/** @type {import("./engine.js").Hit[]} */ hits) => hits.map((hit) => hitElement(hit, mark, asked, root));
      recognised.replaceChildren(...heard.map(chip));
      results.replaceChildren(...draw(answer.hits), ...(answer.total > FIRST ? [moreButton(answer, draw)] : []));
      note.textContent = answer.total ? [`${answer.total} 件`, ...whatWasDone(answer.reading)].join("。") : NOTHING;
      suggestions.hidden = answer.total > 0;
      results.dataset.searchFor = address();
      results.dataset.searchState = "done";
      for (const box of boxes) count(box, answer.counts.get(facetToken(box.name, box.value)) ?? 0);
      setTimeout(() => engine.stock(), REST);
    } catch (error) {
      if (signal.aborted) return;
      console.error(error);
      results.replaceChildren();
      note.textContent = "検索を始められませんでした。電波の届くところで、もう一度開いてください。";
      results.dataset.searchState = "error";
    }
  }

  /** The filters that the query speaks of clearly. @param {import("./engine.js").Reading} reading @returns {HTMLInputElement[]} */
  const understood = (reading) => {
    const clear = reading.ballots.filter((ballot) => ballot.strength >= CLEAR && ballot.tokens.length <= 2);
    return [...new Set(clear.flatMap((ballot) => ballot.tokens))].flatMap((token) => byToken.get(token) ?? []);
  };

  /** @param {HTMLInputElement} box @returns {HTMLElement} */
  const chip = (box) => {
    const label = box.closest("label")?.querySelector("span")?.textContent ?? box.value;
    const button = element("button", "chip", label, element("span", "chip-x", "×"));
    button.setAttribute("type", "button");
    button.setAttribute("aria-label", `「${label}」を外す`);
    button.addEventListener("click", () => {
      dropped.add(facetToken(box.name, box.value));
      history.pushState(null, "", address());
      run();
      input.focus();
    });
    return button;
  };

  /** @param {import("./engine.js").Answer} answer @param {(hits: any[]) => HTMLElement[]} draw */
  function moreButton(answer, draw) {
    const button = element("button", "more-hits", "もっと見る");
    button.setAttribute("type", "button");
    let shown = FIRST;
    button.addEventListener("click", async () => {
      const next = draw(await answer.more(shown, FIRST));
      shown += next.length;
      button.before(...next);
      next[0]?.querySelector("a")?.focus();
      if (shown >= answer.total) button.remove();
    });
    return button;
  }

  const typed = () => {
    dropped.clear();
    run();
  };
  // While an input method is composing, the text is not yet what the reader means.
  input.addEventListener("input", (event) => { if (!(event instanceof InputEvent && event.isComposing)) typed(); });
  input.addEventListener("compositionend", typed);
  filters.addEventListener("change", () => { history.pushState(null, "", address()); run(); });
  filters.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") { event.preventDefault(); step(0); }
    if (event.key === "Enter" && results.dataset.searchState === "done") {
      event.preventDefault();
      results.querySelector(".hit-title a")?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
    if (event.key === "Escape" && input.value) { event.preventDefault(); input.value = ""; typed(); }
  });
  results.addEventListener("keydown", (event) => {
    const links = [...results.querySelectorAll(".hit-title a")];
    const at = links.indexOf(/** @type {Element} */ (document.activeElement));
    if (at < 0) return;
    if (event.key === "ArrowDown") { event.preventDefault(); step(at + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); if (at === 0) input.focus(); else step(at - 1); }
    if (event.key === "Escape") input.focus();
  });
  const step = (/** @type {number} */ index) => {
    const link = results.querySelectorAll(".hit-title a")[index];
    if (link instanceof HTMLElement) link.focus();
  };
  addEventListener("popstate", () => { fromAddress(); run(); });
  fromAddress(input.value); // what was typed while this script was on its way stays
  run();
}

/** @param {HTMLInputElement} box @param {number | null} number */
function count(box, number) {
  const place = box.closest("label")?.querySelector("[data-count]");
  if (place) place.textContent = number === null ? "" : String(number);
  box.closest("label")?.classList.toggle("is-empty", number === 0);
}

/** What was done to the query, in words; of a pasted letter only the beginning. @param {import("./engine.js").Reading} reading @returns {string[]} */
function whatWasDone(reading) {
  const near = distinct(reading.words.filter((word) => word.how === "near").map((word) => `「${word.text}」は「${word.as}」として探しました`));
  const unknown = distinct(reading.words.filter((word) => word.how === "unknown" && word.text.length > 2).map((word) => `「${word.text}」`));
  return [
    ...near.slice(0, TOLD),
    ...(near.length > TOLD ? [`ほかの ${near.length - TOLD} 語も、近い語として探しました`] : []),
    ...(unknown.length ? [`${unknown.slice(0, TOLD).join("")}${unknown.length > TOLD ? `など ${unknown.length} か所` : ""}は、似た並びの文字で探しました`] : []),
  ];
}

/** @param {string[]} texts @returns {string[]} each once */
const distinct = (texts) => [...new Set(texts)];
