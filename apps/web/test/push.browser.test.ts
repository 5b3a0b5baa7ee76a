import { VAPID } from '@docket/testing/installation';
import { tellOfRefund } from '@docket/testing/notification';
import { startPushService, type TestPushService } from '@docket/testing/push-service';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { misfitsAtAllWidths } from './page-fit.ts';
import { findings, open, setStage, signUp } from './support.ts';

const stage = setStage();
let service: TestPushService;
beforeAll(async () => {
  service = await startPushService();
});
afterAll(() => service.close());

/** Browsers under test have no push service of their own: this one stands in for it. What it is sent, the test hands to the service worker. */
async function withPushService(page: Page): Promise<ReturnType<TestPushService['subscribe']>> {
  const subscription = service.subscribe(VAPID.VAPID_PUBLIC_KEY);
  await page.addInitScript(({ endpoint, keys }) => {
    const made = 'test.subscribed';
    const of = (key: string) => ({
      endpoint,
      options: {
        applicationServerKey: Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
          letter.charCodeAt(0),
        ).buffer,
      },
      toJSON: () => ({ endpoint, keys }),
      unsubscribe: async () => {
        localStorage.removeItem(made);
        return true;
      },
    });
    PushManager.prototype.subscribe = async (options) => {
      localStorage.setItem(made, String(options?.applicationServerKey));
      return of(String(options?.applicationServerKey)) as unknown as PushSubscription;
    };
    PushManager.prototype.getSubscription = async () => {
      const key = localStorage.getItem(made);
      return key === null ? null : (of(key) as unknown as PushSubscription);
    };
  }, subscription);
  return subscription;
}

async function tell(username: string, amountMinor: number): Promise<void> {
  const { db } = stage.docket;
  const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM users WHERE username = $1', [username]);
  await tellOfRefund(db, rows[0]?.id ?? '', amountMinor);
}

/** Hands a message to the page's service worker, as the browser's own push service would. */
async function deliver(page: Page, data: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) resolve(first.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  const { origin } = new URL(page.url());
  await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  await cdp.detach();
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
  });

it('a device is turned on, shows what its owner is told, opens its page, and is turned off', async () => {
  const page = await stage.openPage({ worker: true, whole: true });
  await page.context().grantPermissions(['notifications'], { origin: stage.baseUrl });
  const { endpoint } = await withPushService(page);
  const username = await signUp(page);
  await open(page, '/account');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.getByRole('button', { name: 'Show them on this device' }).click();
  const device = page.getByTestId('push-device');
  await device.getByText('this one').waitFor();
  expect(await findings(page)).toEqual([]);
  expect(await misfitsAtAllWidths(page)).toEqual([]);

  await tell(username, 1_250);
  const path = new URL(endpoint).pathname;
  await expect.poll(() => service.messages.filter((one) => one.path === path).length, { timeout: 20_000 }).toBe(1);
  const message = service.messages.find((one) => one.path === path)?.text ?? '';
  for (let times = 0; times < 2; times += 1) await deliver(page, message);
  await expect
    .poll(() => shown(page))
    .toEqual([
      { title: 'EUR 12.50 went back to you', body: expect.stringContaining('agreed'), tag: expect.any(String) },
    ]);
  // What a person does by touching it.
  const [worker] = page.context().serviceWorkers();
  await worker?.evaluate(async () => {
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration;
      dispatchEvent(event: Event): boolean;
      NotificationEvent: new (type: string, init: { notification: Notification }) => Event;
    };
    const [notification] = await scope.registration.getNotifications();
    if (notification !== undefined)
      scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
  });
  await page.waitForURL('**/payments/*');
  expect(await shown(page)).toEqual([]);
  // One of a newer server is shown all the same.
  await deliver(page, '{"v":2}');
  await expect.poll(() => shown(page)).toMatchObject([{ title: 'Docket', body: 'There is something new.' }]);

  await open(page, '/account');
  await device.getByText('last reached').waitFor();
  await device.getByRole('button', { name: /^Turn off/ }).click();
  await page.getByRole('button', { name: 'Show them on this device' }).waitFor();
  expect(await device.count()).toBe(0);
});

it('a browser in which notifications are blocked says what to do', async () => {
  const page = await stage.openPage({ worker: true, whole: true });
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }));
  await signUp(page);
  await open(page, '/account');
  await page.getByText('Notifications from Docket are blocked in this browser').waitFor();
  expect(await page.getByRole('button', { name: 'Show them on this device' }).count()).toBe(0);
});
