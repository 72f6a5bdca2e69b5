/* The worker of a site of plain files: what was read once opens again without a network. */

/* The version and the first files are written here when the site is. */
const version = "@version";
const first = JSON.parse("@first");

const MOST_KEPT = 400;
/**
 * What of a worker's own events is used here; the checker knows those of a page.
 * @typedef {Event & {waitUntil: (work: Promise<unknown>) => void}} LongEvent
 * @typedef {LongEvent & {request: Request, respondWith: (answer: Promise<Response>) => void}} FetchEvent
 * @typedef {object} WorkerScope
 * @property {Location} location
 * @property {{claim: () => Promise<void>}} clients
 * @property {() => Promise<void>} skipWaiting
 */

const scope = /** @type {WorkerScope & EventTarget} */ (/** @type {unknown} */ (globalThis));
const { pathname } = new URL("./", scope.location.href);
const shell = `city-site ${pathname} ${version}`;
const kept = `city-site ${pathname} kept`;

/** @param {string} path */
const isNamedByContent = (path) => /\/(?:assets|data)\/[^/]+\.[0-9a-f]{12}\.\w+$/.test(path);

/**
 * Keep an answer; of too many the oldest go.
 * @param {string} address
 * @param {Response} answer
 */
const keep = async (address, answer) => {
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(kept);
  await cache.put(address, answer);
  const held = await cache.keys();
  await Promise.all(held.slice(0, Math.max(0, held.length - MOST_KEPT)).map((one) => cache.delete(one)));
};

/** @param {string} address */
const plain = (address) => address.split(/[?#]/)[0];

/** @param {Request} request */
const answer = async (request) => {
  const address = plain(request.url);
  const held = await caches.match(address);
  if (held && isNamedByContent(new URL(address).pathname)) return held;
  try {
    const fresh = await fetch(request);
    await keep(address, fresh.clone());
    return fresh;
  } catch (fault) {
    const other = held ?? await caches.match(`${address}index.html`) ?? (request.mode === "navigate" ? await caches.match(`${pathname}index.html`) : null);
    if (other) return other;
    throw fault;
  }
};

scope.addEventListener("install", (one) => {
  const event = /** @type {LongEvent} */ (one);
  event.waitUntil(caches.open(shell).then((cache) => cache.addAll(first)).then(() => scope.skipWaiting()));
});

scope.addEventListener("activate", (one) => {
  const event = /** @type {LongEvent} */ (one);
  const tidy = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(`city-site ${pathname} `) && name !== shell && name !== kept);
    await Promise.all(old.map((name) => caches.delete(name)));
    await scope.clients.claim();
  };
  event.waitUntil(tidy());
});

scope.addEventListener("fetch", (one) => {
  const event = /** @type {FetchEvent} */ (one);
  const { method, url } = event.request;
  const asked = new URL(url);
  if (method !== "GET" || asked.origin !== scope.location.origin || !asked.pathname.startsWith(pathname)) return;
  event.respondWith(answer(event.request));
});

scope.addEventListener("message", (one) => {
  const event = /** @type {LongEvent & MessageEvent} */ (one);
  const own = (event.data?.keep ?? []).filter((/** @type {string} */ address) => address.startsWith(new URL("./", scope.location.href).href));
  event.waitUntil(Promise.all(own.map(async (/** @type {string} */ address) => {
    if (!await caches.match(plain(address))) await keep(plain(address), await fetch(address));
  })));
});
