import { inDays, makeHouse, override, type House } from '@docket/testing/house';
import { newId } from '@docket/runtime/id';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bankWindow, logInAtBank, paymentIs, pressPay, startPaying } from './pay-support.ts';
import { findings, logIn, open, openAsMember, setStage, signUp } from './support.ts';

const stage = setStage(startPaying);
const PASSWORD = 'correct horse battery';

/** As an address has it: two nights from so many days on. */
const stayIn = (days: number) => `?arrival=${inDays(days)}&departure=${inDays(days + 2)}&adults=2`;

/** Its place is its own, and has a name that nothing else has. */
async function makeNamedHouse(
  options: Parameters<typeof makeHouse>[1] = {},
): Promise<House & { readonly place: string }> {
  const house = await makeHouse(stage.docket.db, options);
  const place = `Goa ${newId().slice(-6)}`;
  await stage.docket.db.pool.query(
    `UPDATE places SET name = $2, search_text = lower($2) WHERE id = (SELECT place_id FROM properties WHERE id = $1)`,
    [house.propertyId, place],
  );
  return { ...house, place };
}

async function placeOf({ propertyId }: House): Promise<string> {
  const { rows } = await stage.docket.db.pool.query<{ slug: string }>(
    'SELECT p.slug FROM places p JOIN properties h ON h.place_id = p.id WHERE h.id = $1',
    [propertyId],
  );
  return rows[0]?.slug ?? '';
}

async function tripIs(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-testid="trip-status"][data-status="${wanted}"]`).waitFor();
}

/** From the page of a house to the page on which it is paid for. */
async function holdRoom(page: Page, house: House, days: number): Promise<string> {
  await page.goto(`/stays/${house.slug}${stayIn(days)}`);
  await page.getByRole('button', { name: /^Choose Double/ }).click();
  await page.getByLabel('Guest’s name').fill('Asha Rao');
  await page.getByRole('button', { name: /^Hold and pay/ }).click();
  await page.waitForURL(/\/trips\/[0-9a-f-]{36}\/pay/);
  await tripIs(page, 'HELD');
  return /\/trips\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

async function payAtBank(page: Page): Promise<void> {
  await page.locator('[data-testid="way"][data-method="netbanking"]').click();
  const bank = await bankWindow(page.context(), () => pressPay(page));
  await logInAtBank(bank);
  await pressPay(bank);
}

describe('a stay', () => {
  it('is found with the keyboard, chosen before logging in, paid at the bank, confirmed on every device, and given back', async () => {
    const house = await makeNamedHouse();
    const page = await stage.openPage();
    await page.goto('/stays');
    await page.getByRole('combobox', { name: 'Where to' }).click();
    await page.keyboard.type(house.place.slice(0, -1));
    await page.getByRole('option', { name: house.place }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Dates/ }).focus();
    await page.keyboard.press('Enter');
    // Next month's same day, and two nights from there.
    for (const key of ['PageDown', 'Enter', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('button', { name: /^Dates .* 2 nights/ }).waitFor();
    await page.getByRole('button', { name: 'Search' }).press('Enter');
    const hit = page.locator(`[data-testid="hit"][data-slug="${house.slug}"]`).first();
    await expect.poll(() => again(page, hit), { timeout: 30_000 }).toBe(true);
    const total = await hit.getByTestId('total').textContent();
    await hit.getByRole('link', { name: 'Sea View' }).press('Enter');
    const offer = page.locator(`[data-testid="offer"][data-plan="${house.planId}"]`);
    // The same price in the list as in the house.
    expect(await offer.getByTestId('offer-total').textContent()).toBe(total);
    await offer.getByRole('link', { name: /^Choose/ }).click();
    await page.waitForURL(/\/login/);
    const next = new URL(page.url()).searchParams.get('next') ?? '';
    await page.getByRole('link', { name: 'Create an account' }).click();
    const username = `guest-${newId().slice(-12)}`;
    // The page of logging in has a field of that name, too, until this one is there.
    await page.getByLabel('Email').fill(`${username}@example.test`);
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: /create account/i }).click();
    await page.waitForURL((url) => url.pathname === `/stays/${house.slug}`);
    expect(next).toContain(house.planId);
    await offer.getByText('You chose this before.').waitFor();
    await offer.getByRole('button', { name: /^Choose/ }).click();
    await page.waitForURL(/\/stays\/checkout\//);
    expect(
      await page
        .getByTestId('quote')
        .getByRole('row', { name: /^Total/ })
        .first()
        .textContent(),
    ).toContain(total);
    await page.getByLabel('Guest’s name').fill('Asha Rao');
    await page.getByRole('button', { name: `Hold and pay ${total}` }).click();
    await page.waitForURL(/\/trips\/[0-9a-f-]{36}\/pay/);
    const trip = page.url().replace(/\/pay$/, '');

    const other = await stage.openPage();
    await logIn(other, username, PASSWORD);
    await other.goto(trip);
    await tripIs(other, 'HELD');
    await payAtBank(page);
    await paymentIs(page, 'DELIVERED');
    await tripIs(other, 'CONFIRMED');
    expect(await other.getByTestId('paid-with').getAttribute('data-status')).toBe('DELIVERED');
    await page.getByRole('link', { name: 'Your trip' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Add to calendar' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.ics$/);

    await page.getByRole('button', { name: 'Cancel the trip' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByTestId('comes-back').textContent()).toContain(`${total} goes back`);
    await dialog.getByRole('button', { name: 'Cancel the trip' }).click();
    await tripIs(page, 'CANCELLED');
    expect(await page.getByTestId('trip-refund').textContent()).toContain(total);
    await tripIs(other, 'CANCELLED');
    await other.locator('[data-testid="paid-with"]:is([data-status="REFUNDING"], [data-status="REFUNDED"])').waitFor();
  });

  it('of which the last room was taken meanwhile is refused before anything is paid, and says so', async () => {
    const house = await makeNamedHouse({ rooms: 1 });
    const [first, second] = [await openAsMember(stage), await openAsMember(stage)];
    await second.goto(`/stays/${house.slug}${stayIn(20)}`);
    await second.getByRole('button', { name: /^Choose Double/ }).click();
    await second.getByLabel('Guest’s name').waitFor();
    await holdRoom(first, house, 20);
    await second.getByRole('button', { name: /^Hold and pay/ }).click();
    await tripIs(second, 'REFUSED');
    await second.getByRole('heading', { name: 'Someone got there first' }).waitFor();
    await second.getByRole('link', { name: 'Choose again' }).click();
    await second.getByTestId('refused').waitFor();
    await second.getByText('No room can be had for this stay').waitFor();
  });

  it('is cancelled for no more than was shown', async () => {
    const house = await makeNamedHouse();
    const page = await openAsMember(stage);
    const tripId = await holdRoom(page, house, 25);
    await payAtBank(page);
    await paymentIs(page, 'DELIVERED');
    await page.goto(`/trips/${tripId}`);
    await page.getByRole('button', { name: 'Cancel the trip' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByTestId('comes-back').textContent()).toContain('costs nothing now');
    // As if the free time had ended between the question and the answer.
    await stage.docket.db.pool.query(
      `UPDATE trip_parts SET detail = jsonb_set(detail, '{policy,0,until}', to_jsonb('2020-01-01T00:00:00.000Z'::text)) WHERE trip_id = $1`,
      [tripId],
    );
    await dialog.getByRole('button', { name: 'Cancel the trip' }).click();
    await dialog.getByText('Giving it up costs more than was shown').waitFor();
    await dialog.getByTestId('comes-back').getByText('is kept').waitFor();
    await tripIs(page, 'CONFIRMED');
  });

  it('can be read where there is no network', async () => {
    const house = await makeNamedHouse();
    const page = await openAsMember(stage);
    const tripId = await holdRoom(page, house, 30);
    await payAtBank(page);
    await paymentIs(page, 'DELIVERED');
    await page.getByRole('link', { name: 'Your trip' }).click();
    await tripIs(page, 'CONFIRMED');
    const reference = await page.getByTestId('reference').textContent();
    await page.goto('/trips');
    const row = page.getByTestId('trip-row').getByRole('link', { name: 'Sea View' });
    // Its code is loaded when it is pointed at.
    await row.hover();
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await row.click();
    await page.waitForURL(`**/trips/${tripId}`);
    expect(await page.getByTestId('reference').textContent()).toBe(reference);
    await page.getByText('1 Beach Road').first().waitFor();
  });
});

/** The index takes in a new house within seconds; a page that was there before asks again. */
async function again(page: Page, hit: ReturnType<Page['locator']>): Promise<boolean> {
  await page.waitForTimeout(700);
  if (await hit.isVisible()) return true;
  await page.reload();
  return false;
}

describe('the list and the map', () => {
  it('go together: what is searched in an area is in the address, and the way back leads to before', async () => {
    const house = await makeNamedHouse();
    const page = await stage.openPage({ width: 1_440 });
    const address = `/stays/search${stayIn(40)}&place=${await placeOf(house)}`;
    await page.goto(address);
    const hit = page.locator(`[data-testid="hit"][data-slug="${house.slug}"]`).first();
    await expect.poll(() => again(page, hit), { timeout: 30_000 }).toBe(true);
    await page.locator('[data-testid="map"][data-land="true"]').waitFor();
    const pin = page.getByTestId('pin');
    await pin.click();
    expect(await pin.getAttribute('aria-pressed')).toBe('true');
    await page.getByTestId('map-card').getByRole('link', { name: 'Sea View' }).waitFor();
    await page.getByTestId('map').focus();
    // Away from the house, far enough that it is no longer in sight.
    for (let step = 0; step < 14; step += 1) await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Search this area' }).click();
    await page.waitForURL(/box=/);
    await page.getByText('Nothing is free in this area').waitFor();
    await page.goBack();
    await hit.waitFor();
    expect(new URL(page.url()).searchParams.has('box')).toBe(false);
  });

  it('are narrowed by filters that a link carries along', async () => {
    const house = await makeNamedHouse();
    const page = await stage.openPage({ width: 1_440 });
    const address = `/stays/search${stayIn(45)}&place=${await placeOf(house)}`;
    await page.goto(address);
    const hit = page.locator(`[data-testid="hit"][data-slug="${house.slug}"]`).first();
    await expect.poll(() => again(page, hit), { timeout: 30_000 }).toBe(true);
    await page.getByRole('checkbox', { name: /^Breakfast included/ }).check();
    await page.waitForURL(/boards=breakfast/);
    await hit.waitFor();
    await page.goto(`${address}&stars=2`);
    await page.getByText('No stay has all of this').waitFor();
    await page.getByRole('button', { name: 'Clear all filters' }).first().click();
    await hit.waitFor();
    expect(page.url()).not.toContain('stars');
  });

  it('tell on the page of a house why a night cannot be had', async () => {
    const house = await makeNamedHouse();
    await override(stage.docket.db, house, inDays(51), { closed: true });
    await override(stage.docket.db, house, inDays(50), { minStay: 3 });
    const page = await stage.openPage();
    await page.goto(`/stays/${house.slug}${stayIn(50)}`);
    await page.getByTestId('refused').waitFor();
    const day = page.locator(`[data-testid="price-calendar"] [data-day="${inDays(51)}"]`);
    await day.filter({ hasText: 'nothing free' }).waitFor();
    expect(await day.getAttribute('aria-disabled')).toBe('true');
  });
});

describe('axe has nothing against', () => {
  it('finding a stay, a house, its checkout, and trips', { timeout: 300_000 }, async () => {
    const house = await makeNamedHouse();
    const page = await stage.openPage();
    await signUp(page);
    const found: string[] = [];
    const look = async (address: string) => {
      await open(page, address);
      for (const one of await findings(page)) found.push(`${address} ${one}`);
    };
    await look('/stays');
    await look(`/stays/search${stayIn(40)}&place=${await placeOf(house)}`);
    await look(`/stays/${house.slug}${stayIn(60)}`);
    await page.getByRole('button', { name: /^Choose Double/ }).click();
    await page.waitForURL(/checkout/);
    await look(new URL(page.url()).pathname);
    const tripId = await holdRoom(page, house, 60);
    for (const address of [`/trips/${tripId}`, `/trips/${tripId}/pay`, '/trips']) await look(address);
    expect(found).toEqual([]);
  });
});
