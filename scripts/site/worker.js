// The service worker: keeps this build of the site on the device, so that it can be read and searched without a network.
// scripts/site/offline.py writes it into the finished site as sw.js, with the build's name.
//
// What keeps two builds apart: a page belongs to the build that it was opened from, for as long as it is open, and is given
// only files that are, by their hash, files of that build. A file of another build is never an answer; the network's error is.

/**
 * @typedef {{ name: string, kind: string, bytes: number, files: [path: string, size: number, hash: string][] }} Pack
 * @typedef {{ pack: string, start: number, size: number, hash: string }} Kept where a file stands in its pack
 * @typedef {{ packs: Pack[], files: Map<string, Kept> }} Build
 */

const worker = /** @type {any} */ (self);
const BUILD = "@BUILD@";
const SCOPE = new URL(worker.registration.scope);
/** Packs, lists, single files and what each open page belongs to. A release that stores them differently must change this name and not skip waiting. */
const STORE = `gomen-no-tsuzuki-1 ${SCOPE.pathname}`;
/** What an open page belongs to when it came from the network and is not of this build: it is left to the network. */
const ELSEWHERE = "network";
/** How long the first visit waits for the search before the worker starts without it. */
const PATIENCE = 20_000;
const MEGABYTE = 2 ** 20;
const TYPES = /** @type {Record<string, string>} */ ({
  html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8", json: "application/json", svg: "image/svg+xml",
  png: "image/png", ico: "image/x-icon", woff2: "font/woff2", xml: "application/xml", webmanifest: "application/manifest+json", pagefind: "application/wasm",
});

/** @type {Map<string, Promise<Build | undefined>>} */
const builds = new Map();
/** @type {Map<string, Promise<Blob | undefined>>} */
const packs = new Map();
/** @type {Map<string, string>} open page → build */
const pages = new Map();
/** @type {Promise<void> | undefined} */
let filling;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener("message", (/** @type {any} */ event) => { if (event.data === "fill") event.waitUntil(fill()); });
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || event.request.headers.has("range") || !url.href.startsWith(SCOPE.href)) return;
  event.respondWith(event.request.mode === "navigate" ? open(event, url) : give(event, url));
});

/** The list and the shell, or nothing; then the search, as far as a good connection brings it soon. */
async function install() {
  await keep(`${BUILD}.json`, BUILD);
  for (const pack of (await list(BUILD))?.packs ?? []) if (pack.kind === "shell") await keep(`${pack.name}.pack`, pack.name);
  await Promise.race([fill("search"), new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
  await worker.skipWaiting();
}

/** Old builds go when no page is left of them; pages that are, byte for byte, of this build need not be opened again to be kept. */
async function activate() {
  if (!worker.registration.installing) await clear();
  const strangers = [];
  for (const client of await worker.clients.matchAll({ type: "window", includeUncontrolled: true })) if (!await belongs(client.id)) strangers.push(client);
  const files = (await list(BUILD))?.files;
  const ours = await Promise.all(strangers.map(async ({ url }) => {
    try { return await hash(await (await fetch(url, { cache: "force-cache" })).arrayBuffer()) === files?.get(pathOf(new URL(url)))?.hash; } catch { return false; }
  }));
  if (!ours.every(Boolean)) return;
  await Promise.all(strangers.map((client) => enter(client.id, BUILD)));
  await worker.clients.claim();
}

/** A page: what is kept of this build, else from the network. @param {any} event @param {URL} url @returns {Promise<Response>} */
async function open(event, url) {
  const path = pathOf(url);
  const build = await list(BUILD);
  const file = build?.files.get(path);
  const kept = file && await read(file, path);
  if (kept) {
    event.waitUntil(enter(event.resultingClientId, BUILD));
    return kept;
  }
  if (build?.files.has(`${path}/index.html`)) return Response.redirect(`${url.origin}${url.pathname}/${url.search}`);
  /** @type {Response} */
  let response;
  try { response = await fetch(event.request); } catch (error) {
    if (!build) throw error;
    return Response.redirect(`${SCOPE}offline/#${url.pathname}${url.search}`);
  }
  const ours = response.ok && file && await isOf(response, file);
  pages.set(event.resultingClientId, ours ? BUILD : ELSEWHERE);
  event.waitUntil(enter(event.resultingClientId, ours ? BUILD : ELSEWHERE));
  if (ours) event.waitUntil(keepFile(response.clone(), file));
  else event.waitUntil(worker.registration.update().catch(() => {}));
  return response;
}

/** What a page asks for: of the page's own build, or not at all. @param {any} event @param {URL} url @returns {Promise<Response>} */
async function give(event, url) {
  const name = await belongs(event.clientId);
  const path = pathOf(url);
  const file = name && name !== ELSEWHERE && (await list(name))?.files.get(path);
  if (!file) return fetch(event.request);
  const kept = await read(file, path);
  if (kept) return kept;
  const response = await fetch(event.request, { cache: "no-cache" });
  if (!response.ok) return response;
  if (await isOf(response, file)) {
    event.waitUntil(keepFile(response.clone(), file));
    return response;
  }
  event.waitUntil(worker.registration.update().catch(() => {}));
  return Response.error();
}

/** Fetch what is not yet kept, in order, as far as the connection allows. A pack that fails is tried again at the next visit. @param {string} [only] @returns {Promise<void>} */
function fill(only) {
  const run = async () => {
    const connection = worker.navigator.connection;
    if (connection?.saveData || /2g/.test(connection?.effectiveType ?? "")) return;
    let left = (connection?.type === "cellular" ? 10 : 64) * MEGABYTE;
    const there = await keptNames();
    for (const pack of (await list(BUILD))?.packs ?? []) {
      left -= pack.bytes;
      if (left < 0) return;
      if (!there.has(`${pack.name}.pack`) && (!only || pack.kind === only)) await keep(`${pack.name}.pack`, pack.name);
    }
  };
  filling = (filling ?? Promise.resolve()).then(run).catch(() => { /* no network, no room, or a newer build: what is kept stays */ });
  return filling;
}

/** Fetch a pack or list, and keep it only when it is what its name says. @param {string} name @param {string} wanted its hash @returns {Promise<void>} */
async function keep(name, wanted) {
  const store = await caches.open(STORE);
  if (await store.match(place(name))) return;
  const response = await fetch(place(name), { cache: "no-cache" });
  const body = await response.arrayBuffer();
  if (!response.ok || await hash(body) !== wanted) throw new Error(`${name} is not of this build`);
  await store.put(place(name), new Response(body));
}

/** Keep one visited file until its pack is there. @param {Response} response @param {Kept} file @returns {Promise<void>} */
async function keepFile(response, file) {
  try {
    await (await caches.open(STORE)).put(place(`file/${file.hash}`), new Response(await response.arrayBuffer()));
  } catch { /* no room: read from the network again */ }
}

/** A kept file as a response. @param {Kept} file @param {string} path @returns {Promise<Response | undefined>} */
async function read(file, path) {
  const headers = { "content-type": TYPES[path.split(".").at(-1) ?? ""] ?? "application/octet-stream" };
  const body = await pack(file.pack);
  if (body) return new Response(body.slice(file.start, file.start + file.size).stream().pipeThrough(new DecompressionStream("gzip")), { headers });
  const single = await caches.match(place(`file/${file.hash}`), { cacheName: STORE });
  return single && new Response(single.body, { headers });
}

/** @param {string} name @returns {Promise<Blob | undefined>} */
async function pack(name) {
  const found = packs.get(name) ?? caches.match(place(`${name}.pack`), { cacheName: STORE }).then((response) => response?.blob());
  packs.set(name, found);
  const body = await found;
  if (!body) packs.delete(name);
  return body;
}

/** The files of a build; undefined when its list is not kept. @param {string} name @returns {Promise<Build | undefined>} */
async function list(name) {
  const found = builds.get(name) ?? readList(name);
  builds.set(name, found);
  const build = await found;
  if (!build) builds.delete(name);
  return build;
}

/** @param {string} name @returns {Promise<Build | undefined>} */
async function readList(name) {
  const response = await caches.match(place(`${name}.json`), { cacheName: STORE });
  if (!response) return undefined;
  /** @type {Pack[]} */
  const listed = await response.json();
  /** @type {Map<string, Kept>} */
  const files = new Map();
  for (const one of listed) {
    let start = 0;
    for (const [path, size, name] of one.files) {
      files.set(path, { pack: one.name, start, size, hash: name });
      start += size;
    }
  }
  return { packs: listed, files };
}

/** The build that an open page belongs to. @param {string} client @returns {Promise<string | undefined>} */
async function belongs(client) {
  const known = pages.get(client) ?? await caches.match(place(`page/${client}`), { cacheName: STORE }).then((response) => response?.text());
  if (known) pages.set(client, known);
  return known;
}

/** Remember it, also when the worker rests. @param {string} client @param {string} name @returns {Promise<void>} */
async function enter(client, name) {
  pages.set(client, name);
  try { await (await caches.open(STORE)).put(place(`page/${client}`), new Response(name)); } catch { /* no room: known until the worker rests */ }
}

/** Let go of the builds that no open page belongs to. The last page to open counts as open: it may still be on its way. */
async function clear() {
  const store = await caches.open(STORE);
  const names = [...await keptNames()];
  const clients = names.filter((name) => name.startsWith("page/")).map((name) => name.slice(5));
  const opened = new Set((await worker.clients.matchAll({ type: "window", includeUncontrolled: true })).map((/** @type {any} */ client) => client.id));
  const staying = clients.filter((client, at) => opened.has(client) || at === clients.length - 1);
  const wanted = new Set(staying.map((client) => `page/${client}`));
  for (const name of new Set([BUILD, ...await Promise.all(staying.map(belongs))])) {
    const build = name && await list(name);
    if (!build) continue;
    wanted.add(`${name}.json`);
    for (const { name: packName } of build.packs) wanted.add(`${packName}.pack`);
    for (const file of build.files.values()) if (!names.includes(`${file.pack}.pack`)) wanted.add(`file/${file.hash}`);
  }
  await Promise.all(names.filter((name) => !wanted.has(name)).map((name) => store.delete(place(name))));
}

/** @returns {Promise<Set<string>>} */
async function keptNames() {
  const prefix = place("");
  return new Set((await (await caches.open(STORE)).keys()).map((request) => request.url.slice(prefix.length)));
}

/** @param {Response} response its body stays readable @param {Kept} file */
const isOf = async (response, file) => await hash(await response.clone().arrayBuffer()) === file.hash;

/** @param {string} name @returns {string} the address under which something is fetched and kept */
const place = (name) => `${SCOPE}offline/${name}`;

/** @param {URL} url @returns {string} the path of its file in the site */
function pathOf(url) {
  const path = decodeURI(url.pathname.slice(SCOPE.pathname.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** As _hash in scripts/site/offline.py. @param {ArrayBuffer} body @returns {Promise<string>} */
async function hash(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
