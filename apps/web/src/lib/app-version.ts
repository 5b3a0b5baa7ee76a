import { useSyncExternalStore } from 'react';

/** How often a page that is looked at again asks whether there is a newer build. */
const ASK_EVERY_MS = 10 * 60_000;

/** The build that this page is of; empty in development. */
const build = document.querySelector<HTMLMetaElement>('meta[name="docket-build"]')?.content ?? '';
const listeners = new Set<() => void>();
let newest = build;
let asked = Date.now();

/** Has the service worker keep the app's files, and hears of newer builds from it. */
export function startServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('build' in data) || typeof data.build !== 'string') return;
    newest = data.build;
    for (const listener of listeners) listener();
  });
  // Not before the page has what it needs itself: on a slow line they would share it.
  const register = () => void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && Date.now() - asked > ASK_EVERY_MS) askForNewer();
  });
  window.addEventListener('online', askForNewer);
}

/** Looks for a newer build, as when something did not fit this one. */
export function askForNewer(): void {
  asked = Date.now();
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker
    .getRegistration()
    .then((registration) => registration?.update())
    .catch(() => undefined);
}

/** Whether there is a newer build of the app than this page's. */
export function useNewerBuild(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => newest !== build,
  );
}
