// Only under `make serve`: reload when a build is done, and show what keeps it from being done.

const source = new EventSource(`/__live?page=${encodeURIComponent(location.pathname.slice(1))}`);

source.addEventListener("built", (event) => {
  document.querySelector("#live-problems")?.remove();
  const pages = JSON.parse(event.data);
  if (!pages || pages.some((page) => location.pathname === `/${page}`)) location.reload();
});

source.addEventListener("found", () => {
  if (document.querySelector("[data-search]")) location.reload();
});

source.addEventListener("problems", (event) => {
  document.querySelector("#live-problems")?.remove();
  const box = document.createElement("pre");
  box.id = "live-problems";
  box.textContent = JSON.parse(event.data).join("\n");
  box.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:99;margin:0;padding:1rem;max-height:40vh;overflow:auto;background:#fff3ef;color:#5b1d0e;border-top:3px solid #a1432b;white-space:pre-wrap";
  document.body.append(box);
});
