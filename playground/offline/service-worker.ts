/**
 * Keeps a built copy of the page, so that it opens without a network from the second time on. What is of another origin it
 * never touches. Whoever builds writes two names before it; knows nothing of what the files are.
 */

declare const self: ServiceWorkerGlobalScope;
/** The page's files, as addresses relative to this one. */
declare const FILES: readonly string[];
/** Another one for any other files. */
declare const VERSION: string;

const PREFIX = `kraken-stream ${self.registration.scope} `;
const NAME = `${PREFIX}${VERSION}`;
const kept: ReadonlySet<string> = new Set(FILES.map((file) => new URL(file, self.registration.scope).href));

self.addEventListener('install', (event) => {
  event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(take());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  // The names of the page's files change with what is in them; those of pages do not.
  if (request.mode !== 'navigate' && kept.has(request.url)) event.respondWith(keptFirst(request));
  else event.respondWith(networkFirst(request, (keeping) => event.waitUntil(keeping)));
});

async function keep(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' })));
  // A browser takes its time over a version that waits.
  await self.skipWaiting();
}

async function take(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  // The last before this one stays: a page of it that is open loads some of its files when they are needed.
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: NAME })) ?? fetch(request);
}

/** The newest there is; what was seen last where there is no network. */
async function networkFirst(request: Request, meanwhile: (keeping: Promise<void>) => void): Promise<Response> {
  // A link to the page has a state of it behind a question mark; a page has the name of its folder, too.
  const address = request.url.replace(/[?#].*/, '').replace(/\/index\.html$/, '/');
  try {
    const response = await fetch(request);
    // A newer page stays with its own files: their version keeps them all, or none.
    const isPart = kept.has(address);
    if (response.ok && !response.redirected && !isPart) meanwhile(remember(address, response.clone()));
    return response.ok ? response : ((await partOfOlder(request)) ?? response);
  } catch (error) {
    const seen = (await caches.match(address, { cacheName: NAME })) ?? (await partOfOlder(request));
    if (seen !== undefined) return seen;
    throw error;
  }
}

/** What a page of the version before asks for, and is nowhere else any more. */
async function partOfOlder(request: Request): Promise<Response | undefined> {
  return request.mode === 'navigate' ? undefined : caches.match(request);
}

/** Where there is no room for it, it is there as long as there is a network. */
async function remember(address: string, response: Response): Promise<void> {
  try {
    await (await caches.open(NAME)).put(address, response);
  } catch {
    // A part of a file cannot be kept either.
  }
}
