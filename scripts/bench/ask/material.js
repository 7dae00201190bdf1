// Types a query into Material's search box and waits until its list is drawn.
// `heard` (see material-listen.js) holds what the search worker answered.
async (query) => {
  const input = document.querySelector("[data-md-component=search-query]");
  const meta = document.querySelector(".md-search-result__meta");
  input.focus();
  const done = new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (window.heard.for !== query) return;
      watch.disconnect();
      resolve(performance.now());
    });
    watch.observe(meta, { childList: true, characterData: true, subtree: true });
  });
  input.value = query;
  const start = performance.now();
  input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  const ms = await done - start;
  return { ms, found: window.heard.items.map((page) => page.map(({ location, score }) => ({ location, score }))) };
}
