/** What a browser can do about notifications while the app is closed. */
export type PushAbility = 'unsupported' | 'denied' | 'possible';

export function pushAbility(): PushAbility {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : 'possible';
}

/** The worker that shows them; undefined where the app has none, as in development. */
async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return 'serviceWorker' in navigator ? navigator.serviceWorker.getRegistration() : undefined;
}

/** The address under which this browser is pushed to; undefined while it is not. */
export async function pushedAt(serverKey: string): Promise<string | undefined> {
  const subscription = await (await registration())?.pushManager?.getSubscription();
  return subscription != null && keyOf(subscription) === serverKey ? subscription.endpoint : undefined;
}

/** Why it cannot be turned on. */
export class PushRefused extends Error {}

/**
 * Asks the person, if need be, and has the browser subscribe. To be called from a click: browsers ask nobody without one.
 * @param serverKey of the installation, base64url @throws PushRefused
 */
export async function subscribe(
  serverKey: string,
): Promise<{ endpoint: string; keys: { p256dh: string; auth: string } }> {
  if ((await Notification.requestPermission()) !== 'granted')
    throw new PushRefused('The browser was not allowed to show notifications.');
  const manager = (await registration())?.pushManager;
  if (manager === undefined) throw new PushRefused('The app is not ready yet. Reload the page and try again.');
  const held = await manager.getSubscription();
  // A push service takes messages signed with no other key than the one that was subscribed with.
  if (held !== null && keyOf(held) !== serverKey) await held.unsubscribe();
  const subscription = await manager
    .subscribe({ userVisibleOnly: true, applicationServerKey: serverKey })
    .catch((error: unknown) => {
      throw new PushRefused(
        'The push service of this browser did not answer. Try again later, or in another browser.',
        {
          cause: error,
        },
      );
    });
  const { p256dh, auth } = subscription.toJSON().keys ?? {};
  if (p256dh === undefined || auth === undefined)
    throw new PushRefused('This browser subscribes without keys, so nothing can be encrypted for it.');
  return { endpoint: subscription.endpoint, keys: { p256dh, auth } };
}

/** The browser takes nothing more. */
export async function unsubscribe(): Promise<void> {
  await (await (await registration())?.pushManager?.getSubscription())?.unsubscribe();
}

function keyOf({ options }: PushSubscription): string | undefined {
  const key = options.applicationServerKey;
  if (key === null) return undefined;
  const letters = btoa(String.fromCharCode(...new Uint8Array(key)));
  return letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
