// Sent as sw.js by `make serve`: a worker that an earlier build left at this address goes, and what it kept with it.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const { pathname } = new URL(self.registration.scope);
  for (const name of await caches.keys()) if (name.startsWith("gomen-no-tsuzuki-") && name.endsWith(` ${pathname}`)) await caches.delete(name);
  const caught = await self.clients.matchAll({ type: "window" });
  await self.registration.unregister();
  await Promise.all(caught.map((client) => client.navigate(client.url).catch(() => {})));
})()));
