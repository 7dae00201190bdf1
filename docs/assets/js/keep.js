// What the reader's browser keeps. Nothing of it is ever sent; where storage is blocked, it lasts as long as the page.

/** @typedef {{ get(key: string): string | null, set(key: string, value: string): void, remove(key: string): void }} Keep */

/** @param {() => Storage} open @returns {Keep} */
function keep(open) {
  /** @type {Map<string, string>} */
  const here = new Map();
  return {
    get(key) { try { return open().getItem(key); } catch { return here.get(key) ?? null; } },
    set(key, value) { try { open().setItem(key, value); } catch { here.set(key, value); } },
    remove(key) { here.delete(key); try { open().removeItem(key); } catch { /* gone with the page */ } },
  };
}

/** For this visit: what was filled into blanks. */
export const visit = keep(() => sessionStorage);
/** In this browser: the tone, the day, the list. */
export const browser = keep(() => localStorage);
