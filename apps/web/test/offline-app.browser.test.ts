import { createDocket } from '@docket/client/docket';
import { newId } from '@docket/runtime/id';
import { makeProblem } from '@docket/testing/builders';
import { confirmForBuyer } from '@docket/testing/confirm-booking';
import { makeProgramme } from '@docket/testing/programme';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { logIn, open, setStage } from './support.ts';

const stage = setStage();
const PASSWORD = 'correct horse battery';

type Person = { readonly username: string; readonly bookingId: string; readonly title: string };
let one: Person;
let other: Pick<Person, 'username'>;

async function join(): Promise<string> {
  const username = `guest-${newId().slice(-12)}`;
  await createDocket({ baseUrl: stage.baseUrl }).signUp({
    username,
    email: `${username}@example.test`,
    password: PASSWORD,
  });
  return username;
}

/** Somebody with two tickets for a show. */
async function joinWithTickets(): Promise<Person> {
  const username = await join();
  const docket = createDocket({ baseUrl: stage.baseUrl });
  await docket.login({ username, password: PASSWORD });
  const { showId } = await makeProgramme(stage.docket.db);
  const { bookingId } = await docket.book({ kind: 'seats', showId, seats: ['C3', 'C4'] }, { wait: 10 });
  const { show } = await confirmForBuyer(stage.docket.db, bookingId);
  docket.close();
  return { username, bookingId, title: show.title };
}

beforeAll(async () => {
  one = await joinWithTickets();
  other = { username: await join() };
});

/** The page is controlled, and all of the build is on the device. */
async function workerReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null) await new Promise((next) => setTimeout(next, 50));
  });
}

/** All texts that the browser keeps of what the API answered, and the addresses in its caches. */
function stored(page: Page): Promise<{ readonly texts: string; readonly addresses: string[] }> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('docket');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('no database')));
    });
    const values = await new Promise<unknown[]>((resolve) => {
      const request = database.transaction('kept').objectStore('kept').getAll();
      request.addEventListener('success', () => resolve(request.result));
    });
    database.close();
    const addresses: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) addresses.push(new URL(url).pathname);
    return { texts: JSON.stringify(values), addresses };
  });
}

describe('with the network off', () => {
  it('tickets with their codes, bookings and the last statements are there, also after a reload', async () => {
    const { slug } = await makeProblem(stage.docket.db);
    const page = await stage.openPage({ width: 390, height: 844, worker: true });
    await logIn(page, one.username, PASSWORD);
    await workerReady(page);
    await open(page, `/problems/${slug}`);
    const statement = await page.getByRole('heading', { level: 1 }).first().textContent();
    // The tickets themselves are never looked at with a network.
    await open(page, '/bookings');
    await page.getByTestId('booking-row').waitFor();
    await page.context().setOffline(true);
    await page.goto('/tickets');
    const codes = page.getByRole('img', { name: /QR code of the ticket for seat C3$/ });
    await codes.waitFor();
    await page.getByText('You are offline').waitFor();
    await page.reload();
    await codes.waitFor();
    await page.goto(`/bookings/${one.bookingId}/tickets`);
    await page.getByTestId('ticket').first().waitFor();
    expect(await page.getByTestId('ticket').count()).toBe(2);
    await page.goto(`/bookings`);
    await page.getByTestId('booking-row').getByText(one.title).waitFor();
    await page.goto(`/problems/${slug}`);
    await page
      .getByRole('heading', { level: 1, name: statement ?? '' })
      .first()
      .waitFor({ state: 'attached' });
    expect(await page.getByRole('alert').count()).toBe(0);
    // A page whose code was never asked for before.
    await page.goto('/docs');
    await page.locator('#main > *').first().waitFor();
    expect(page.url()).toContain('/docs');
    expect(await page.getByText('not on your device').count()).toBe(0);
  });

  it('a page whose code is nowhere leaves the app standing, and comes with the network', async () => {
    const page = await stage.openPage();
    await open(page, '/problems');
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'What’s on' }).first().click();
    await page.getByRole('heading', { name: 'not on your device' }).waitFor();
    await page.getByRole('banner').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: /Reload|Try again/ }).click();
    await page.getByRole('heading', { level: 1, name: /on/ }).waitFor();
  });
});

describe('what a browser keeps', () => {
  it('goes with its person’s logout, and is nothing of the API’s in the worker’s caches', async () => {
    const page = await stage.openPage({ worker: true });
    await logIn(page, one.username, PASSWORD);
    await workerReady(page);
    await open(page, '/tickets');
    await page.getByTestId('wallet-ticket').first().waitFor();
    await expect.poll(async () => (await stored(page)).texts).toContain(one.title);
    const before = await stored(page);
    expect(before.addresses).toContain('/');
    expect(before.addresses.filter((path) => /^\/(bookings|tickets|problems|user|submissions)/.test(path))).toEqual([]);
    await page.getByRole('button', { name: /^Menu of/ }).click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('link', { name: 'Log in' }).first().waitFor();
    await expect.poll(async () => (await stored(page)).texts).not.toContain(one.title);
    await page.context().setOffline(true);
    await page.goto('/tickets');
    await page.getByLabel('Username').waitFor();
    expect(await page.getByTestId('wallet-ticket').count()).toBe(0);
  });

  it('is never shown to who comes after, in this tab or another', async () => {
    const page = await stage.openPage();
    await logIn(page, one.username, PASSWORD);
    await open(page, '/tickets');
    await page.getByTestId('wallet-ticket').first().waitFor();
    // Another person logs in elsewhere in this browser; the first tab hears of it while it is at work.
    const tab = await page.context().newPage();
    await tab.goto('/');
    await tab.evaluate(() => localStorage.removeItem('docket.session'));
    await logIn(tab, other.username, PASSWORD);
    await page.getByText('No upcoming tickets').waitFor();
    await expect.poll(async () => (await stored(tab)).texts).not.toContain(one.title);
    await tab.context().setOffline(true);
    await tab.evaluate(() => history.pushState({}, '', '/tickets'));
    expect((await stored(tab)).texts).not.toContain(one.title);
  });
});

describe('a newer build', () => {
  it('is offered while the open page goes on, and comes with a reload', async () => {
    const page = await stage.openPage({ worker: true });
    await page.goto('/');
    await workerReady(page);
    const build = await page.locator('meta[name="docket-build"]').getAttribute('content');
    expect(build).toMatch(/^[\w-]{12}$/);
    const bar = page.getByTestId('update');
    expect(await bar.getAttribute('data-newer')).toBe('false');
    // What the worker of another build tells the pages that it takes over.
    await page.evaluate(() =>
      navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { build: 'another' } })),
    );
    await bar.getByText('There is a new version').waitFor();
    await page.getByRole('link', { name: 'Problems' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Problems' }).waitFor();
    await bar.getByRole('button', { name: 'Reload' }).click();
    await page.locator('[data-testid="update"][data-newer="false"]').waitFor({ state: 'attached' });
  });

  it('is installable: a manifest with icons that are there', async () => {
    const manifest = (await (await fetch(`${stage.baseUrl}/manifest.webmanifest`)).json()) as {
      readonly icons: readonly { readonly src: string; readonly sizes: string }[];
    };
    for (const { src, sizes } of manifest.icons) {
      const bytes = Buffer.from(await (await fetch(stage.baseUrl + src)).arrayBuffer());
      expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
    }
  });
});
