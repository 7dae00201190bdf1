// マイリスト as data: the wordings that the reader saved in this browser, in the reader's order.

import { browser } from "./keep.js";

const KEY = "list";
const MOST = 200;

/**
 * @typedef {Object} Saved
 * @property {string} id the entry
 * @property {string} title what the wording is for
 * @property {string} url site-relative
 * @property {string} note tone and channels, as the card says them
 * @property {string} subject with its blanks as 〔label〕; "" when there is none
 * @property {string} text with its blanks as 〔label〕
 * @property {Record<string, string>} filled what the reader wrote into each blank
 */

/** @returns {Saved[]} */
export function saved() {
  try {
    const read = JSON.parse(browser.get(KEY) ?? "[]");
    return Array.isArray(read) ? read.filter(isSaved) : [];
  } catch { return []; }
}

/** @param {any} item @returns {item is Saved} */
function isSaved(item) {
  return ["id", "title", "url", "note", "subject", "text"].every((name) => typeof item?.[name] === "string")
    && typeof item.filled === "object" && item.filled !== null;
}

/** @param {Saved[]} items @returns {void} */
function write(items) {
  if (items.length) browser.set(KEY, JSON.stringify(items));
  else browser.remove(KEY);
  document.dispatchEvent(new Event("list"));
}

/** Two saved wordings are the same when they are the same words of the same entry. @param {Pick<Saved, "id" | "text">} one */
const same = (one) => (/** @type {Saved} */ other) => other.id === one.id && other.text === one.text;

/** @param {Pick<Saved, "id" | "text">} item @returns {boolean} */
export const isInList = (item) => saved().some(same(item));

/** Add to the end, or write over what is there. @param {Saved} item @returns {void} */
export function put(item) {
  const items = saved();
  const at = items.findIndex(same(item));
  if (at >= 0) items[at] = item;
  else items.push(item);
  write(items.slice(-MOST));
}

/** @param {Pick<Saved, "id" | "text">} item @returns {void} */
export const remove = (item) => write(saved().filter((other) => !same(item)(other)));

/** Move up (-1) or down (1). @param {Saved} item @param {number} step @returns {void} */
export function move(item, step) {
  const items = saved();
  const at = items.findIndex(same(item));
  if (at < 0 || at + step < 0 || at + step >= items.length) return;
  items.splice(at + step, 0, ...items.splice(at, 1));
  write(items);
}

/** @param {string} text @param {Record<string, string>} filled an empty blank stays 〔label〕 @returns {string} */
const fill = (text, filled) => text.replace(/〔([^〔〕\n]+)〕/g, (blank, label) => filled[label] || blank);

/** A wording as it is sent. @param {string} subject @param {string} text @returns {string} */
export const whole = (subject, text) => (subject ? `件名:${subject}\n\n${text}` : text);

/** The whole list as a text file. @param {Saved[]} items @param {URL} root @returns {string} */
export function asText(items, root) {
  return items.map((item) => [
    `■ ${item.title}(${item.note})`,
    whole(fill(item.subject, item.filled), fill(item.text, item.filled)),
    new URL(item.url, root).href,
  ].join("\n\n")).join("\n\n\n") + "\n";
}
