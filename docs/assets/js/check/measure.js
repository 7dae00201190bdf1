// How long a draft is for its channel, and what kind of text it is at all. Pure.

/** @typedef {{ body: string, subject: string | null, length: number }} Measured */

/** @param {string} draft @returns {Measured} the body without its subject line, counted without breaks and spaces */
export function measure(draft) {
  const found = /^\s*(?:件名|Subject|タイトル)\s*[:：]?\s*([^\n]*)\n?/i.exec(draft);
  const body = found ? draft.slice(found[0].length) : draft;
  return { body, subject: found ? found[1].trim() : null, length: [...body.replace(/<[^<>]*>/g, "").replace(/\s/g, "")].length };
}

/** @param {string} draft @returns {boolean} whether there is Japanese to check */
export function isJapanese(draft) {
  const letters = draft.replace(/<[^<>]*>/g, "").match(/\p{L}/gu)?.length ?? 0;
  const japanese = draft.match(/[ぁ-ゖァ-ヺｦ-ﾝ一-鿿]/gu)?.length ?? 0;
  return japanese > 0 && japanese * 4 >= letters;
}
