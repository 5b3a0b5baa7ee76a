import { newId } from '@docket/runtime/id';
import { inDays } from '@docket/testing/house';
import { makeFlight, makeSky } from '@docket/testing/sky';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bankWindow,
  capturedBy,
  logInAtBank,
  onlyByCall,
  paymentIdOf,
  paymentIs,
  pressPay,
  startPaying,
} from './pay-support.ts';
import { findings, logIn, open, openAsMember, setStage } from './support.ts';

const stage = setStage(startPaying);
const PASSWORD = 'correct horse battery';

beforeAll(() => makeSky(stage.docket.db));

/** Two hours from Mumbai to Delhi. */
const fly = (day: string, options: Parameters<typeof makeFlight>[4] = {}) =>
  makeFlight(stage.docket.db, 'BOM', 'DEL', day, options);

async function tripIs(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-testid="trip-status"][data-status="${wanted}"]`).waitFor();
}

/** The timetable takes in a new flight within seconds; a page that was there before asks again. */
async function openJourneys(page: Page, address: string, count = 1): Promise<void> {
  await page.goto(address);
  await expect
    .poll(
      async () => {
        await page.waitForTimeout(700);
        if ((await page.getByTestId('journey').count()) >= count) return true;
        await page.reload();
        return false;
      },
      { timeout: 30_000 },
    )
    .toBe(true);
}

type Person = { readonly given: string; readonly surname: string; readonly bornOn: string };
const ASHA: Person = { given: 'Asha', surname: 'Rao', bornOn: '1990-05-17' };

async function fillIn(page: Page, people: readonly Person[]): Promise<void> {
  await page.getByTestId('passenger').first().waitFor();
  for (const [index, { given, surname, bornOn }] of people.entries()) {
    const passenger = page.getByTestId('passenger').nth(index);
    await passenger.getByLabel('Given names').fill(given);
    await passenger.getByLabel('Surname').fill(surname);
    await passenger.getByLabel('Date of birth').fill(bornOn);
  }
}

/** From the results to the page on which the passengers are named. */
async function chooseFare(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name: /^Choose \d/ })
    .first()
    .click();
  await page.getByRole('button', { name: new RegExp(`^Choose ${name}`) }).click();
}

describe('a flight', () => {
  it('is found with the keyboard, chosen before logging in, paid at the bank with the page closed, confirmed live, and given back', async () => {
    const day = inDays(20);
    await fly(day, { at: '08:30' });
    await openJourneys(await stage.openPage(), `/flights/search?from=BOM&to=DEL&depart=${day}`);
    const page = await stage.openPage();
    await page.goto('/flights');
    await page.getByText('One way', { exact: true }).click();
    for (const [field, typed, airport] of [
      ['From', 'mumb', /Mumbai \(BOM\)/],
      ['To', 'DEL', /Delhi \(DEL\)/],
    ] as const) {
      await page.getByRole('combobox', { name: field }).click();
      await page.keyboard.type(typed);
      await page.getByRole('option', { name: airport }).waitFor();
      await page.keyboard.press('Enter');
    }
    await page.getByRole('button', { name: /^Day/ }).press('Enter');
    const cell = page.locator(`[data-day="${day}"]`);
    // The calendar goes by months until the day is there.
    while ((await cell.count()) === 0) await page.getByRole('button', { name: 'Later' }).press('Enter');
    await expect.poll(() => cell.textContent(), { timeout: 30_000 }).toContain('from');
    await cell.press('Enter');
    await page.getByRole('button', { name: 'Search' }).press('Enter');
    await page.waitForURL(new RegExp(`/flights/search\\?.*depart=${day}`));
    await openJourneys(page, page.url());
    expect(await page.getByTestId('journey').first().textContent()).toMatch(/08:30.*10:30/);
    await page.getByRole('button', { name: /^Choose 08:30 to 10:30, Coral Air/ }).press('Enter');
    const total = await page
      .locator('[data-testid="fare"][data-family="CLASSIC"]')
      .getByTestId('fare-total')
      .textContent();
    await page.getByRole('button', { name: /^Choose Classic/ }).press('Enter');
    await page.waitForURL(/\/login/);
    await page.getByRole('link', { name: 'Create an account' }).click();
    const username = `flyer-${newId().slice(-12)}`;
    // The page of log-ins stays until the other has come, and has a username too.
    await page.getByLabel('Email').fill(`${username}@example.test`);
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: /create account/i }).click();
    await page.waitForURL(/\/flights\/passengers/);
    await fillIn(page, [{ ...ASHA, surname: 'Müller' }]);
    await page.getByText('MUELLER / ASHA').waitFor();
    await page.getByLabel('Remember these passengers').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/\/flights\/checkout\//);
    await page.getByRole('button', { name: `Hold and pay ${total}` }).click();
    await page.waitForURL(/\/trips\/[0-9a-f-]{36}\/pay/);
    const trip = page.url().replace(/\/pay$/, '');

    const other = await stage.openPage();
    await logIn(other, username, PASSWORD);
    await other.goto(trip);
    await tripIs(other, 'HELD');
    await page.locator('[data-testid="way"][data-method="netbanking"]').click();
    const bank = await bankWindow(page.context(), () => pressPay(page));
    await paymentIs(page, 'PENDING');
    const paymentId = paymentIdOf(page);
    await onlyByCall(stage, bank, paymentId);
    await page.close();
    await logInAtBank(bank);
    await pressPay(bank);
    await tripIs(other, 'CONFIRMED');
    expect(await other.getByTestId('paid-with').getAttribute('data-status')).toBe('DELIVERED');
    expect(await capturedBy(stage, paymentId)).toEqual(['callback']);
    expect(await other.getByTestId('locator').textContent()).toMatch(/^[A-Z0-9]{6}$/);
    await other.getByTestId('flight-part').getByText('MUELLER / ASHA').waitFor();

    await other.getByRole('button', { name: 'Cancel the trip' }).click();
    const dialog = other.getByRole('dialog');
    // The refund fee of the family, for one who has a seat.
    expect(await dialog.getByTestId('comes-back').textContent()).toContain('₹2,000 is kept, by the fare.');
    await dialog.getByRole('button', { name: 'Cancel the trip' }).click();
    await tripIs(other, 'CANCELLED');
  });

  it('of which the last seats were taken meanwhile is refused before anything is paid, and says so', async () => {
    const day = inDays(21);
    await fly(day, { rows: 1 });
    const address = `/flights/search?from=BOM&to=DEL&depart=${day}&adults=2`;
    const couple = [ASHA, { ...ASHA, given: 'Ravi' }];
    const pages = [await openAsMember(stage), await openAsMember(stage)];
    for (const page of pages) {
      await openJourneys(page, address);
      await page.getByText('Only 2 seats left at this price').waitFor();
      await chooseFare(page, 'Lite');
      await fillIn(page, couple);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('button', { name: /^Hold and pay/ }).waitFor();
    }
    const [first, second] = pages;
    if (first === undefined || second === undefined) throw new Error('two pages were opened');
    await first.getByRole('button', { name: /^Hold and pay/ }).click();
    await tripIs(first, 'HELD');
    await second.getByRole('button', { name: /^Hold and pay/ }).click();
    await tripIs(second, 'REFUSED');
    await second.getByText('The last seats at this fare were taken a moment before you asked').waitFor();
    await second.getByRole('link', { name: 'Choose again' }).click();
    await second.waitForURL(new RegExp(`/flights/search\\?.*depart=${day}.*adults=2`));
  });

  it('takes nobody whose name cannot be printed or who is of another age, and remembers who was asked to be', async () => {
    const [out, back] = [inDays(22), inDays(24)];
    await fly(out);
    await makeFlight(stage.docket.db, 'DEL', 'BOM', back);
    const page = await openAsMember(stage);
    await openJourneys(page, `/flights/search?from=BOM&to=DEL&depart=${out}&return=${back}&infants=1`);
    await page
      .getByRole('button', { name: /^Choose \d/ })
      .first()
      .click();
    await page.getByRole('heading', { name: /^Way back: Delhi \(DEL\) to Mumbai \(BOM\)/ }).waitFor();
    await chooseFare(page, 'Classic');
    const asked: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && asked.push(new URL(request.url()).pathname));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByTestId('passenger').first().getByText('Fill this in').first().waitFor();
    // Two years old on the way back.
    const two = `${Number(back.slice(0, 4)) - 2}${back.slice(4)}`;
    const om = { given: 'Om', surname: 'Rao', bornOn: two };
    await fillIn(page, [{ ...ASHA, given: '王' }, om]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText(/“王” cannot be printed/).waitFor();
    await page.getByText(/this is a child, who needs a seat on all flights/).waitFor();
    expect(asked).toEqual([]);
    await fillIn(page, [ASHA, { ...om, bornOn: inDays(-100) }]);
    await page.getByLabel('Remember these passengers').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/\/flights\/checkout\//);
    await page.goBack();
    await page.getByTestId('passenger').first().getByRole('button', { name: 'Asha Rao' }).click();
    expect(await page.getByTestId('passenger').first().getByLabel('Surname').inputValue()).toBe('Rao');
  });
});

/** From the address of a search to a trip that is paid for. Leads to its page. */
async function buy(page: Page, address: string, people: readonly Person[]): Promise<string> {
  await openJourneys(page, address);
  await chooseFare(page, 'Classic');
  await fillIn(page, people);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /^Hold and pay/ }).click();
  await page.waitForURL(/\/trips\/[0-9a-f-]{36}\/pay/);
  const trip = new URL(page.url()).pathname.replace(/\/pay$/, '');
  await page.locator('[data-testid="way"][data-method="netbanking"]').click();
  const bank = await bankWindow(page.context(), () => pressPay(page));
  await logInAtBank(bank);
  await pressPay(bank);
  await paymentIs(page, 'DELIVERED');
  await page.getByRole('link', { name: 'Your trip' }).click();
  await tripIs(page, 'CONFIRMED');
  return trip;
}

describe('a confirmed flight', () => {
  it('has tickets; seats are chosen, and boarding passes are there where there is no network', async () => {
    // Late tomorrow in Mumbai: within the 48 hours, and more than one hour ahead.
    const day = inDays(1);
    await fly(day, { at: '23:00' });
    const page = await openAsMember(stage);
    const search = `/flights/search?from=BOM&to=DEL&depart=${day}&adults=2`;
    const trip = await buy(page, search, [ASHA, { ...ASHA, given: 'Ravi' }]);
    await page.getByTestId('ticket-number').nth(1).waitFor();
    expect(await page.getByTestId('ticket-number').allTextContents()).toEqual([
      expect.stringMatching(/^701-\d{10}$/),
      expect.stringMatching(/^701-\d{10}$/),
    ]);
    await page.getByRole('link', { name: /^Choose seats on/ }).click();
    await page.getByRole('button', { name: 'Seat 3C, window, free' }).click();
    // The next one is asked for by itself.
    await page.getByRole('button', { name: 'Seat 3A, window, free' }).click();
    await page.getByRole('button', { name: 'Take these seats' }).click();
    await page.waitForURL(`**${trip}`);
    await page.getByRole('button', { name: /^Check in for/ }).click();
    await page.getByTestId('boarding-pass').nth(1).waitFor();
    expect(await page.getByTestId('seat').allTextContents()).toEqual(['3C', '3A']);
    await page.getByText('Checked in', { exact: true }).waitFor();
    await page.goto('/trips');
    await page.getByTestId('trip-row').getByRole('link').first().hover();
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await page.getByTestId('trip-row').getByRole('link').first().click();
    await page.waitForURL(`**${trip}`);
    await page.getByRole('img', { name: 'Code of the boarding pass of RAO / ASHA' }).waitFor();
    expect(await page.getByTestId('seat').allTextContents()).toEqual(['3C', '3A']);
  });
});

describe('the list', () => {
  it('is narrowed and ordered by what a link carries along, and tells changes and days', async () => {
    const day = inDays(25);
    await makeFlight(stage.docket.db, 'BOM', 'BLR', day, { at: '21:00' });
    await makeFlight(stage.docket.db, 'BLR', 'DEL', day, { at: '23:50' });
    await fly(day, { at: '06:10', buckets: [{ seats: 10, priceMinor: 2_000_000 }] });
    const page = await stage.openPage({ width: 1_440 });
    const address = `/flights/search?from=BOM&to=DEL&depart=${day}`;
    await openJourneys(page, address, 2);
    const journeys = page.getByTestId('journey');
    const connection = journeys.filter({ hasText: '1 stop' });
    expect(await connection.textContent()).toMatch(/21:00.*01:50\+1, the next day.*50 min in Bengaluru \(BLR\)/);
    await page.getByRole('combobox', { name: 'Order' }).selectOption('earliest');
    await expect.poll(() => journeys.first().textContent()).toContain('06:10');
    await page.getByRole('combobox', { name: 'Order' }).selectOption('cheapest');
    await expect.poll(() => journeys.first().textContent()).toContain('21:00');
    await page.getByRole('checkbox', { name: /^Non-stop/ }).check();
    await page.waitForURL(/stops=0/);
    await expect.poll(() => journeys.count()).toBe(1);
    await page.reload();
    await journeys.first().waitFor();
    expect(await journeys.count()).toBe(1);
    await page.goto(`${address}&departs=afternoon`);
    await page.getByText('No flight has all of this').waitFor();
    await page.getByRole('button', { name: 'Clear all filters' }).first().click();
    await expect.poll(() => journeys.count()).toBe(2);
  });
});

describe('axe has nothing against', () => {
  it('finding a flight, its fares, passengers, checkout and trip', { timeout: 300_000 }, async () => {
    const day = inDays(26);
    await fly(day);
    const page = await openAsMember(stage);
    const found: string[] = [];
    const look = async (address: string) => {
      await open(page, address);
      for (const one of await findings(page)) found.push(`${address} ${one}`);
    };
    const here = () => page.url().replace(/^https?:\/\/[^/]+/, '');
    const search = `/flights/search?from=BOM&to=DEL&depart=${day}`;
    await openJourneys(page, search);
    await look('/flights');
    await look(search);
    await page
      .getByRole('button', { name: /^Choose \d/ })
      .first()
      .click();
    await page.getByTestId('fare').first().waitFor();
    await look(here());
    await page.getByRole('button', { name: /^Choose Classic/ }).click();
    await page.getByTestId('passenger').first().waitFor();
    await look(here());
    await fillIn(page, [ASHA]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/\/flights\/checkout\//);
    await look(here());
    await page.getByRole('button', { name: /^Hold and pay/ }).click();
    await page.waitForURL(/\/pay$/);
    await look(here());
    await look(here().replace(/\/pay$/, ''));
    const soon = inDays(1);
    await fly(soon, { at: '22:00' });
    const trip = await buy(page, `/flights/search?from=BOM&to=DEL&depart=${soon}`, [ASHA]);
    await page.getByRole('button', { name: /^Check in for/ }).click();
    await page.getByTestId('boarding-pass').waitFor();
    await look(trip);
    await page.getByRole('link', { name: /^Choose seats on/ }).click();
    await page.getByTestId('seat-plan').waitFor();
    await look(here());
    expect(found).toEqual([]);
  });
});
