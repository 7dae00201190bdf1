// Before the first paint: the reader's choice of light or dark, so that nothing flashes.
// A classic script on purpose: a module would run too late.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* storage is blocked: the system's setting decides */ }
document.documentElement.classList.replace("no-js", "js");
