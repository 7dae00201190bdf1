// Keeps the site on this device once the page is quiet, so that it can be read and searched without a network.

/** A reader who leaves at once has nothing fetched for later. */
const QUIET = 2000;

/** @param {URL} root @returns {void} */
export function startOffline(root) {
  const retry = document.querySelector("[data-retry]");
  if (retry instanceof HTMLAnchorElement && location.hash.startsWith(`#${root.pathname}`)) {
    retry.href = `${location.origin}${location.hash.slice(1)}`;
    retry.hidden = false;
    addEventListener("online", () => goOnceReached(retry.href));
  }
  if (!("serviceWorker" in navigator) || !("DecompressionStream" in window)) return;
  setTimeout(async () => {
    try {
      await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" });
      (await navigator.serviceWorker.ready).active?.postMessage("fill");
    } catch { /* no worker here: the site works as any other */ }
  }, QUIET);
}

/** A network that is announced is not yet one that answers. @param {string} address @returns {Promise<void>} */
async function goOnceReached(address) {
  for (const pause of [0, 500, 1000, 2000, 4000, 8000]) {
    await new Promise((resolve) => { setTimeout(resolve, pause); });
    try { await fetch(address, { method: "HEAD" }); } catch { continue; }
    location.replace(address);
    return;
  }
}
