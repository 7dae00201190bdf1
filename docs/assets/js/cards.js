// Phrase cards: the tone that the reader chose stays chosen, blanks are filled in place, words are copied or shared.

/** @param {string} key @returns {string | null} */
function recall(key) {
  try { return sessionStorage.getItem(key); } catch { return null; }
}

/** @param {string} key @param {string} value @returns {void} */
function remember(key, value) {
  try { sessionStorage.setItem(key, value); } catch { /* private mode: only this page keeps it */ }
}

/**
 * Make the cards below `root` work. Safe to call again for cards added later.
 * @param {ParentNode} root
 * @returns {void}
 */
export function startCards(root) {
  for (const card of root.querySelectorAll("[data-entry][data-kind=phrase]:not([data-ready])")) {
    if (!(card instanceof HTMLElement)) continue;
    card.dataset.ready = "";
    startTones(card);
    startBlanks(card);
    startActions(card);
  }
}

/** @param {HTMLElement} card @returns {void} */
function startTones(card) {
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (card.querySelectorAll("input[data-tone]"));
  const wanted = recall("tone");
  const fitting = [...radios].find((radio) => radio.dataset.tone === wanted);
  if (fitting) fitting.checked = true;
  for (const radio of radios) {
    radio.addEventListener("change", () => {
      const tone = radio.dataset.tone ?? "";
      remember("tone", tone);
      for (const other of document.querySelectorAll(`input[data-tone="${CSS.escape(tone)}"]`)) {
        const group = other.closest("[data-entry]");
        if (other instanceof HTMLInputElement && group !== card && !group?.querySelector(`input[data-tone="${CSS.escape(tone)}"]:checked`)) other.checked = true;
      }
    });
  }
}

/** Each blank becomes a field as wide as its text; equal blanks of a card fill together. @param {HTMLElement} card @returns {void} */
function startBlanks(card) {
  for (const blank of card.querySelectorAll(".blank")) {
    const label = blank.getAttribute("data-blank") ?? "";
    const field = document.createElement("span");
    field.className = "blank";
    field.contentEditable = "plaintext-only";
    field.setAttribute("role", "textbox");
    field.setAttribute("aria-label", label);
    field.dataset.blank = label;
    field.spellcheck = false;
    field.textContent = recall(`blank:${label}`) ?? "";
    field.addEventListener("input", () => {
      const text = (field.textContent ?? "").replace(/\s*\n\s*/g, " ");
      remember(`blank:${label}`, text);
      for (const twin of document.querySelectorAll(`.blank[data-blank="${CSS.escape(label)}"]`)) {
        if (twin !== field && twin.hasAttribute("contenteditable")) twin.textContent = text;
      }
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); field.blur(); }
    });
    blank.replaceWith(field);
  }
}

/**
 * The words as they would be sent; an empty blank stays 〔label〕.
 * @param {Element | null} element
 * @returns {string}
 */
export function sendable(element) {
  if (!element) return "";
  let text = "";
  for (const node of element.childNodes) {
    if (node instanceof HTMLBRElement) text += "\n";
    else if (node instanceof HTMLElement && node.classList.contains("blank")) text += node.textContent || `〔${node.dataset.blank}〕`;
    else if (node instanceof Element) text += sendable(node);
    else text += node.textContent ?? "";
  }
  return text;
}

/** @param {HTMLElement} card @returns {Element | null} the wording whose tone is chosen */
function shownWording(card) {
  const chosen = card.querySelector("input[data-tone]:checked");
  const number = chosen instanceof HTMLInputElement ? chosen.value : "1";
  return card.querySelector(`.wording[data-n="${CSS.escape(number)}"]`);
}

/** @param {HTMLElement} card @returns {void} */
function startActions(card) {
  const said = card.querySelector(".said");
  const say = (/** @type {string} */ text) => {
    if (!said) return;
    said.textContent = text;
    setTimeout(() => { if (said.textContent === text) said.textContent = ""; }, 2500);
  };
  card.querySelector("[data-copy]")?.addEventListener("click", async () => {
    const shown = shownWording(card);
    const subject = sendable(shown?.querySelector("[data-subject]") ?? null);
    const text = sendable(shown?.querySelector("[data-text]") ?? null);
    say(await copy(subject ? `件名:${subject}\n\n${text}` : text) ? "コピーしました" : "コピーできませんでした。長押しで選んでください");
  });
  card.querySelector("[data-share]")?.addEventListener("click", async () => {
    const text = sendable(shownWording(card)?.querySelector("[data-text]") ?? null);
    if (navigator.share) {
      try { await navigator.share({ text }); } catch { /* the reader closed the sheet */ }
    } else {
      location.href = `https://line.me/R/share?text=${encodeURIComponent(text)}`;
    }
  });
}

/** @param {string} text @returns {Promise<boolean>} */
async function copy(text) {
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
