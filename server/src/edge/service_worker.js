// Shows one page of its own when the network is gone. It keeps nothing else: every other page holds what
// only its reader may see.
const CACHE = "offline";
const PAGE = "/offline";

async function keep() {
  const cache = await caches.open(CACHE);
  // Without cookies: as nobody in particular.
  const page = await fetch(PAGE, { credentials: "omit", cache: "no-store" });
  if (!page.ok) throw new Error(`${PAGE}: ${page.status}`);
  await cache.put(PAGE, page);
}

async function answer(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (error) {
    const page = await caches.match(PAGE);
    if (page) return page;
    throw error;
  }
}

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keep());
});

// The browser asks for the page while this script still starts.
addEventListener("activate", (event) => event.waitUntil(registration.navigationPreload?.enable()));

// A form that is sent keeps what was typed when the browser itself says that it reached nobody.
addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate" && event.request.method === "GET") event.respondWith(answer(event));
});
