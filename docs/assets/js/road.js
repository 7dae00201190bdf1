// The road of a situation, by the calendar: the reader picks "the day", and every stop says its dates.

import { browser } from "./keep.js";

const KEY = "day";
const DAY = 86_400_000;

/** "2026-11-25" → noon of that day where the reader is (no clock change moves it to another day). @param {string | null} text @returns {Date | null} */
function dayOf(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? "");
  return found ? new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]), 12) : null;
}

/** @param {Date} day @param {number} days @returns {Date} */
const after = (day, days) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, 12);

/** @param {Date} day @param {Date} today @returns {string} 11月28日(土), with the year when it is another one */
const say = (day, today) => day.toLocaleDateString("ja-JP", {
  month: "long", day: "numeric", weekday: "short", ...(day.getFullYear() === today.getFullYear() ? {} : { year: "numeric" }) });

/** @param {Date} date @returns {string} as an input of type date writes it */
const written = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0")).join("-");

/** @param {HTMLElement} road @returns {void} */
export function startRoad(road) {
  const form = /** @type {HTMLElement} */ (road.querySelector("[data-day-form]"));
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=date]"));
  const clear = /** @type {HTMLButtonElement} */ (form.querySelector("[data-day-clear]"));
  const said = /** @type {HTMLElement} */ (form.querySelector("[data-day-said]"));
  const dates = /** @type {HTMLElement[]} */ ([...road.querySelectorAll("[data-date]")]);
  const plain = dates.map((place) => place.textContent ?? "");

  const draw = () => {
    const day = dayOf(input.value);
    const now = new Date();
    const today = after(now, 0);
    const passed = day ? Math.round((today.getTime() - day.getTime()) / DAY) : 0;
    clear.hidden = !day;
    dates.forEach((place, index) => {
      const stop = place.closest("[data-stage]");
      const from = Number(stop?.getAttribute("data-day"));
      const until = stop?.getAttribute("data-until");
      stop?.toggleAttribute("data-now", Boolean(day) && passed >= from && (until === null || until === undefined || passed <= Number(until)));
      if (!day) place.textContent = plain[index];
      else place.textContent = say(after(day, from), today) + (until === String(from) ? "" : until ? `〜${say(after(day, Number(until)), today)}` : "から");
    });
    said.textContent = !day ? "" : passed < 0 ? `その日まで、あと${-passed}日です。` : passed === 0 ? "今日が、その日です。" : `その日から、${passed}日たちました。`;
  };

  input.addEventListener("input", () => {
    if (dayOf(input.value)) browser.set(KEY, input.value);
    else browser.remove(KEY);
    draw();
  });
  form.querySelector("[data-day-today]")?.addEventListener("click", () => {
    input.value = written(new Date());
    input.dispatchEvent(new Event("input"));
  });
  clear.addEventListener("click", () => {
    input.value = "";
    input.dispatchEvent(new Event("input"));
    input.focus();
  });
  road.querySelector("[data-print]")?.addEventListener("click", () => print());
  form.hidden = false;
  input.value = dayOf(browser.get(KEY)) ? browser.get(KEY) ?? "" : "";
  draw();
}
