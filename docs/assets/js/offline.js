// Keeps the site on this device once the page is quiet, so that it can be read and searched without a network.

/** A reader who leaves at once has nothing fetched for later. */
const QUIET = 2000;

/** @param {URL} root @returns {void} */
export function startOffline(root) {
  const missing = document.querySelector("[data-retry]");
  const wanted = new URL(location.hash.slice(1), location.origin);
  if (missing instanceof HTMLAnchorElement && location.hash && wanted.href.startsWith(root.href)) {
    missing.href = wanted.href;
    missing.hidden = false;
    addEventListener("online", () => location.replace(missing.href));
  }
  if (!("serviceWorker" in navigator) || !("DecompressionStream" in window)) return;
  setTimeout(async () => {
    try {
      await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" });
      (await navigator.serviceWorker.ready).active?.postMessage("fill");
    } catch { /* no worker here: the site works as any other */ }
  }, QUIET);
}
