// Calls Pagefind's own API and loads the first hits, as a page of results would.
async ([query, shown, most]) => {
  const start = performance.now();
  const { results } = await window.pagefind.search(query);
  const first = await Promise.all(results.slice(0, shown).map((result) => result.data()));
  const ms = performance.now() - start;
  const rest = await Promise.all(results.slice(shown, most).map((result) => result.data()));
  return { ms, found: [...first, ...rest].map(({ url, sub_results }) => ({ url, parts: sub_results.map((part) => ({ url: part.url, matches: part.locations.length })) })) };
}
