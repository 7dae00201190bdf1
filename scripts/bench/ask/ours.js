// Types a query into the search page and waits for its hits; then asks for more until there are `most`.
async ([query, most]) => {
  const input = document.querySelector("[data-search] input[name=q]");
  const results = document.querySelector("[data-search-state]");
  const done = new Promise((resolve, reject) => {
    const watch = new MutationObserver(() => {
      const state = results.dataset.searchState;
      const about = new URLSearchParams((results.dataset.searchFor ?? "").split("?")[1]).get("q");
      if (state === "error") reject(new Error(`the search page reports an error: ${query}`));
      if (state !== "done" || about !== query) return;
      watch.disconnect();
      resolve(performance.now());
    });
    watch.observe(results, { attributes: true });
  });
  input.value = query;
  const start = performance.now();
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const ms = await done - start;
  const hits = () => [...results.querySelectorAll("[data-hit]")].map((hit) => hit.dataset.id);
  for (let more = results.querySelector(".more-hits"); more && hits().length < most; more = results.querySelector(".more-hits")) {
    const grown = new Promise((resolve) => {
      const watch = new MutationObserver(() => { watch.disconnect(); resolve(); });
      watch.observe(results, { childList: true });
    });
    more.click();
    await grown;
  }
  return { ms, found: hits().slice(0, most) };
}
