/**
 * Keeps the app's own files, so that it starts without a network, and nothing else: what the API answers goes past it.
 * What people have read is kept by the app (`src/lib/kept`), which knows whose it is.
 */

/** Of this build, written above this file by the build: its name, and the addresses of its files. */
declare const SHELL: { readonly build: string; readonly files: readonly string[] };

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHES = 'docket-shell-';
const CACHE = CACHES + SHELL.build;
/** The page itself, which is the same at all addresses. */
const PAGE = '/';
const FILES: ReadonlySet<string> = new Set(SHELL.files);
/** A network this slow is as good as none: the page starts from here, and says itself what it cannot reach. */
const PATIENCE_MS = 4_000;
/** Files that are fetched at a time; the page that is open comes first. */
const AT_A_TIME = 3;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(navigate(event));
  else if (FILES.has(pathname) || pathname.startsWith('/assets/')) event.respondWith(file(request, pathname));
});

worker.addEventListener('push', (event) => event.waitUntil(show(event.data)));
worker.addEventListener('notificationclick', (event) => event.waitUntil(follow(event.notification)));

/** What the server pushes, as `push.ts` of its domain writes it. */
type Pushed = { readonly notificationId: string; readonly title: string; readonly text: string; readonly link: string };

function isPushed(value: unknown): value is Pushed {
  if (typeof value !== 'object' || value === null) return false;
  const pushed = value as Partial<Record<keyof Pushed, unknown>>;
  return (['notificationId', 'title', 'text', 'link'] as const).every((field) => typeof pushed[field] === 'string');
}

/** Browsers want something shown for each push, also for one of a newer server that this build cannot read. */
async function show(data: PushMessageData | null): Promise<void> {
  let pushed: unknown;
  try {
    pushed = data?.json();
  } catch {
    pushed = undefined;
  }
  const told = isPushed(pushed)
    ? pushed
    : { notificationId: 'unread', title: 'Docket', text: 'There is something new.', link: '/notifications' };
  await worker.registration.showNotification(told.title, {
    body: told.text,
    // Phones draw no SVG here; in their status bar only the outline of the other is seen.
    icon: '/icon-192.png',
    badge: '/icon-badge.png',
    // One that comes twice replaces the first.
    tag: told.notificationId,
    data: { link: told.link },
  });
  // On the app's own icon, where it was put on a home screen; the app knows how many when it is opened.
  await worker.navigator.setAppBadge?.().catch(() => undefined);
}

/** Its page, in a tab that is open already if there is one. */
async function follow(notification: Notification): Promise<void> {
  notification.close();
  const { link } = notification.data as { readonly link?: unknown };
  const target = new URL(typeof link === 'string' ? link : '/', worker.location.origin);
  if (target.origin !== worker.location.origin) return;
  for (const client of await worker.clients.matchAll({ type: 'window' })) {
    const at = await client.navigate(target.href).catch(() => null);
    if (at === null) continue;
    await at.focus().catch(() => undefined);
    return;
  }
  await worker.clients.openWindow(target.href);
}

/** All of a build or none of it: one file that is missing, and the build before stays in charge until the next try. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = await fetch(PAGE, { headers: { accept: 'text/html' }, cache: 'no-cache', credentials: 'omit' });
  if (!(await page.clone().text()).includes(`content="${SHELL.build}"`))
    throw new Error('The server has another build than the one this worker is of.');
  await cache.put(PAGE, page);
  const left = [...SHELL.files];
  const fetchNext = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await keep(cache, next);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, fetchNext));
  await worker.skipWaiting();
}

/** What has a hash in its name may be here from an earlier build, or from a try that was cut off. */
async function keep(cache: Cache, path: string): Promise<void> {
  const hashed = path.startsWith('/assets/');
  const held = hashed ? await caches.match(path, { ignoreVary: true }) : undefined;
  const response = held ?? (await fetch(path, { cache: hashed ? 'default' : 'no-cache', credentials: 'omit' }));
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  await cache.put(path, response);
}

/**
 * The build before stays here too: its pages are still open somewhere, and will ask for parts that the server no
 * longer has. They are told that there is a newer one.
 */
async function activate(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
  for (const client of await worker.clients.matchAll())
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- clients of a worker are of its own origin
    client.postMessage({ build: SHELL.build });
}

/** The server's own page where it is to be had, so that nobody starts an old one; the one from here without it. */
async function navigate(event: FetchEvent): Promise<Response> {
  const network = fromNetwork(event);
  // Refused without a handler, it would be reported as nobody's.
  const settled = network.catch(() => undefined);
  const first = await Promise.race([settled, new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  if (first !== undefined && !isProxys(first)) return first;
  const shell = await (await caches.open(CACHE)).match(PAGE, { ignoreVary: true });
  return shell ?? first ?? network;
}

async function fromNetwork(event: FetchEvent): Promise<Response> {
  const preloaded = (await event.preloadResponse) as Response | undefined;
  return preloaded ?? fetch(event.request);
}

/** A proxy answers so for a server that is away. */
function isProxys(response: Response): boolean {
  return response.status >= 502 && response.status <= 504;
}

async function file(request: Request, path: string): Promise<Response> {
  return (await caches.match(path, { ignoreVary: true })) ?? fetch(request);
}
