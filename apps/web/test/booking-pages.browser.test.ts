import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeProgramme, type Programme } from '@docket/testing/programme';
import { confirmHeld, findings, logInAsAdmin, open, setStage, signUp } from './support.ts';

const stage = setStage();

/** Asks for seats as the page would, in the name of whoever is logged in there. Returns the booking's id. */
function book(page: Page, showId: string, seats: readonly string[]): Promise<string> {
  return page.evaluate(
    async ([show, wanted]) => {
      const { token } = JSON.parse(localStorage.getItem('docket.session') ?? '{}') as { token: string };
      const answer = await fetch('/bookings?wait=10', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'idempotency-key': `test-${Math.random()}`,
        },
        body: JSON.stringify({ kind: 'seats', showId: show, seats: wanted }),
      });
      return ((await answer.json()) as { bookingId: string }).bookingId;
    },
    [showId, seats] as const,
  );
}

describe('axe has nothing against', () => {
  it('finding a show: results, none at all, a title', async () => {
    const programme = await makeProgramme(stage.docket.db);
    const page = await stage.openPage();
    await open(page, `/shows?city=${programme.city}`);
    await page.getByTestId('show-time').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await open(page, `/shows?city=${programme.city}&q=nothing-like-it`);
    await page.getByText('No shows match').waitFor();
    expect(await findings(page)).toEqual([]);
    await open(page, `/titles/${programme.title}?city=${programme.city}`);
    await page.getByTestId('show-time').first().waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('choosing seats: map, list, own seats, a sale that is not open', async () => {
    const programme = await makeProgramme(stage.docket.db);
    const page = await stage.openPage();
    await signUp(page);
    await book(page, programme.showId, ['E5', 'E6']);
    await open(page, `/shows/${programme.showId}`);
    await page.getByTestId('own-booking').waitFor();
    await page.getByRole('button', { name: 'Choose for me' }).click();
    await page.getByTestId('seat-map').locator('.seat[data-look="chosen"]').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByText('List', { exact: true }).click();
    await page.getByTestId('seat-list').locator('summary').first().click();
    expect(await findings(page)).toEqual([]);
    const later = await makeProgramme(stage.docket.db, { saleOpensIn: 3600 });
    await open(page, `/shows/${later.showId}`);
    await page.getByRole('heading', { name: 'On sale in' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('choosing places to stand beside seats, whose booking and tickets say it in words', async () => {
    const { showId } = await makeProgramme(stage.docket.db, { hall: 'club.json' });
    const page = await stage.openPage();
    await signUp(page);
    await open(page, `/shows/${showId}`);
    const areas = page.getByTestId('standing-areas');
    await areas.getByText('240 of 240 free').waitFor();
    const more = areas.getByRole('button', { name: 'One place in Floor more' });
    await more.click();
    await more.click();
    await page.getByRole('listbox', { name: /^Seats of/ }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Hold 1 seat and 2 places' }).click();
    await page.locator('[data-testid="booking-status"][data-status="HELD"]').waitFor();
    expect(await page.getByTestId('seat-words').textContent()).toBe('Gallery, row 1, seat 1; Floor, 2 standing');
    await confirmHeld(stage, page);
    await page.getByRole('link', { name: 'Tickets' }).first().click();
    await page.getByTestId('ticket').first().waitFor();
    expect(await page.getByTestId('ticket').count()).toBe(3);
    expect(await page.getByTestId('seat-words').allTextContents()).toEqual([
      'Gallery, row 1, seat 1',
      'Floor, standing',
      'Floor, standing',
    ]);
    await open(page, `/shows/${showId}`);
    await page.getByTestId('standing-areas').getByText('238 of 240 free').waitFor();
  });

  it('bookings in every state, and their list', async () => {
    const { showId } = await makeProgramme(stage.docket.db, { seatsPerUser: 10 });
    const page = await stage.openPage();
    await signUp(page);
    const held = await book(page, showId, ['C4', 'C5']);
    const refused = await book(page, showId, ['C5', 'C6']);
    const given = await book(page, showId, ['F1']);
    await open(page, `/bookings/${held}`);
    await page.getByRole('link', { name: /^Pay/ }).waitFor();
    expect(await findings(page)).toEqual([]);
    await confirmHeld(stage, page);
    await page.locator('[data-status="CONFIRMED"]').waitFor();
    expect(await findings(page)).toEqual([]);
    await open(page, `/bookings/${refused}`);
    await page.getByTestId('alternative').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await open(page, `/bookings/${given}`);
    await page.getByRole('button', { name: 'Release the seats' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Release the seats' }).click();
    await page.locator('[data-status="CANCELLED"]').waitFor();
    expect(await findings(page)).toEqual([]);
    for (const when of ['upcoming', 'past']) {
      await open(page, `/bookings?when=${when}`);
      await page.getByTestId('booking-row').first().waitFor();
      expect(await findings(page)).toEqual([]);
    }
  });

  it('a booking in a list says where it is, however narrow, and no word of the greeting is broken', async () => {
    const { showId } = await makeProgramme(stage.docket.db);
    const page = await stage.openPage();
    await signUp(page);
    await book(page, showId, ['C4']);
    await open(page, '/');
    const where = page.getByTestId('booking-row').locator('p').first();
    for (const width of [320, 768, 850]) {
      await page.setViewportSize({ width, height: 900 });
      // As with a venue whose name is long, in a time zone whose name is long too.
      await where.evaluate((line) => line.append(' India Standard Time, Teatro Nacional de São Carlos'));
      expect(await where.evaluate((line) => line.scrollWidth - line.clientWidth)).toBe(0);
    }
    await page.setViewportSize({ width: 320, height: 900 });
    const greeting = page.getByRole('heading', { level: 1 }).locator('span');
    const lines = await greeting.evaluate((element) => {
      const [text] = element.childNodes;
      if (text === undefined) return 0;
      const range = document.createRange();
      range.setStart(text, 0);
      range.setEnd(text, 'Welcome back'.length);
      return [...range.getClientRects()].filter(({ width }) => width > 0).length;
    });
    expect(lines).toBe(1);
  });

  it('the pages of a venue, and the invariants', async () => {
    const programme: Programme = await makeProgramme(stage.docket.db);
    const page = await stage.openPage();
    await logInAsAdmin(page);
    await page.evaluate((venue) => localStorage.setItem('docket.venue', JSON.stringify(venue)), programme.venue);
    await open(page, '/venue/shows');
    await page.getByRole('list', { name: /\w/ }).first().waitFor();
    expect(await findings(page)).toEqual([]);
    await open(page, `/venue/shows/${programme.showId}`);
    await page.getByTestId('sales').waitFor();
    expect(await findings(page)).toEqual([]);
    await open(page, '/venue/new');
    expect(await findings(page)).toEqual([]);
    await open(page, '/admin/invariants');
    await page.getByTestId('invariant').first().waitFor();
    expect(await page.locator('[data-testid="invariant"][data-ok="false"]').count()).toBe(0);
    expect(await findings(page)).toEqual([]);
  });
});

describe('a manager', () => {
  it('sees a hall drawn before it is stored, and what is wrong with another', async () => {
    const programme = await makeProgramme(stage.docket.db);
    const page = await stage.openPage();
    await logInAsAdmin(page);
    await page.evaluate((venue) => localStorage.setItem('docket.venue', JSON.stringify(venue)), programme.venue);
    await open(page, '/venue/halls');
    const file = page.getByLabel('Seat map as JSON or CSV');
    await file.setInputFiles({
      name: 'broken.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('row,number,zone,kind\nA,1,front,seat\nA,1,front,throne\n'),
    });
    await page.getByTestId('faults').waitFor();
    expect(await page.getByTestId('faults').textContent()).toContain('line 3');
    expect(await findings(page)).toEqual([]);
    await file.setInputFiles({
      name: 'attic.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('row,number,zone\nA,1,front\nA,2,front\nB,1,rear\nB,2,rear\n'),
    });
    await page.getByTestId('plan').waitFor();
    expect(await page.getByTestId('plan').locator('.seat').count()).toBe(4);
    await page.getByLabel('Name of the hall').fill('Attic');
    await page.getByRole('button', { name: 'Store 4 seats' }).click();
    await page.getByText('Stored: 4 seats, version 1').waitFor();
    expect(await findings(page)).toEqual([]);
    const { rows } = await stage.docket.db.pool.query(`SELECT capacity FROM halls WHERE name = 'Attic'`);
    expect(rows).toEqual([{ capacity: 4 }]);
  });

  it('sees how a spreadsheet was read', async () => {
    const programme = await makeProgramme(stage.docket.db);
    const page = await stage.openPage();
    await logInAsAdmin(page);
    await page.evaluate((venue) => localStorage.setItem('docket.venue', JSON.stringify(venue)), programme.venue);
    await open(page, '/venue/halls');
    await page.getByLabel('Seat map as JSON or CSV').setInputFiles({
      name: 'salle.csv',
      mimeType: 'application/vnd.ms-excel',
      buffer: Buffer.from('Section;Row;Seat;Zone;\r\nRang\xe9e;1;11.0;z;\r\nRang\xe9e;11;1;z;\r\n', 'latin1'),
    });
    await page.getByTestId('table-facts').waitFor();
    const facts = (await page.getByTestId('table-facts').textContent()) ?? '';
    expect(facts).toContain('Read as Windows-1252, columns between semicolons, 1 empty at the right left out.');
    expect(facts).toContain('Seatas number');
    expect(facts).toContain('Rangée');
    expect(await findings(page)).toEqual([]);
  });

  it('keeps seats back for the house, which nobody else can have, and releases them', async () => {
    const programme = await makeProgramme(stage.docket.db);
    const [page, buyer] = [await stage.openPage(), await stage.openPage()];
    await logInAsAdmin(page);
    await open(page, `/venue/shows/${programme.showId}`);
    await page.locator('[data-testid="sales"][data-live="true"]').waitFor();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByLabel('For whom, or why').fill('Press');
    await page.getByLabel('On sale, hours before the show').fill('1,5');
    await page.getByRole('button', { name: 'Keep 2 seats' }).click();
    await page.locator('[data-testid="house"]', { hasText: /^2$/ }).waitFor();
    expect(await page.getByTestId('plan').locator('.seat[data-look="house"]').count()).toBe(2);
    expect(await findings(page)).toEqual([]);
    await signUp(buyer);
    await open(buyer, `/shows/${programme.showId}`);
    const taken = buyer.getByTestId('seat-map').locator('.seat[data-look="taken"]');
    await taken.nth(1).waitFor();
    await page.getByRole('button', { name: 'Release Press' }).click();
    await page.getByText('None are kept back').waitFor();
    await taken.first().waitFor({ state: 'detached' });
  });

  it('puts shows on sale and watches one sell', async () => {
    const programme = await makeProgramme(stage.docket.db, { startsIn: 20 * 86_400 });
    const [page, buyer] = [await stage.openPage(), await stage.openPage()];
    await logInAsAdmin(page);
    await page.evaluate((venue) => localStorage.setItem('docket.venue', JSON.stringify(venue)), programme.venue);
    await open(page, '/venue/new');
    await page.getByRole('combobox', { name: 'Title' }).click();
    await page.getByRole('combobox', { name: 'Title' }).fill('night ferry');
    await page.getByRole('option', { name: new RegExp(programme.title.replace('title-', '')) }).click();
    await page.getByLabel('Days in a row').fill('2');
    await page.getByLabel('Times').fill('3:15, 6.30');
    await page.getByLabel('Currency').selectOption('EUR');
    await page.getByLabel('Recliner').fill('12.50');
    await page.getByLabel('Standard').fill('8');
    await page.getByRole('button', { name: 'Add a price' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Student');
    await page.getByRole('button', { name: 'Keep seats back' }).click();
    await page.getByLabel('Seats', { exact: true }).fill('A1-A3, Q99');
    await page.getByLabel('For whom, or why').fill('The band');
    await page.getByRole('button', { name: 'Put 4 shows on sale' }).click();
    await page.getByText('Not in this hall: Q99').waitFor();
    await page.getByLabel('Seats', { exact: true }).fill('A1-A3, B2');
    await page.getByRole('button', { name: 'Put 4 shows on sale' }).click();
    await page.getByText('4 shows on sale', { exact: true }).waitFor();
    const { rows } = await stage.docket.db.pool.query(
      `SELECT count(*)::int AS shows, max(z.price_minor) AS most FROM shows s JOIN show_zones z ON z.show_id = s.id
        WHERE s.hall_id = $1 AND s.currency = 'EUR' AND s.classes @> '[{"class": "student"}]'`,
      [programme.hallId],
    );
    expect(rows).toEqual([{ shows: 8, most: 1250 }]);
    const kept = await stage.docket.db.pool.query(
      `SELECT count(DISTINCT b.show_id)::int AS shows FROM house_blocks b JOIN shows s ON s.id = b.show_id WHERE s.hall_id = $1 AND b.reason = 'The band'`,
      [programme.hallId],
    );
    expect(kept.rows).toEqual([{ shows: 4 }]);

    await open(page, `/venue/shows/${programme.showId}`);
    await page.locator('[data-testid="sales"][data-live="true"]').waitFor();
    await signUp(buyer);
    const id = await book(buyer, programme.showId, ['D5', 'D6', 'D7']);
    await page.locator('[data-testid="held"]', { hasText: /^3$/ }).waitFor();
    await open(buyer, `/bookings/${id}`);
    await confirmHeld(stage, buyer);
    await page.locator('[data-testid="sold"]', { hasText: /^3$/ }).waitFor();
    expect(await page.getByTestId('held').textContent()).toBe('0');
    const { rows: paid } = await stage.docket.db.pool.query<{ paid: string }>(
      `SELECT price_minor::text AS paid FROM bookings WHERE id = $1`,
      [id],
    );
    await page
      .getByTestId('takings')
      .filter({ hasText: (Number(paid[0]?.paid) / 100).toLocaleString('en') })
      .waitFor();
  });

  it('is somebody with that role', async () => {
    const page = await stage.openPage();
    await signUp(page);
    await page.goto('/venue/shows');
    await page.getByText('These pages are for managers of venues').waitFor();
  });
});

describe('a waiting room', () => {
  it('lets in who came before the opening, by a draw that the browser can check', async () => {
    const { showId } = await makeProgramme(stage.docket.db, { waitingRoom: true, saleOpensIn: 3600 });
    const [first, second] = [await stage.openPage(), await stage.openPage()];
    for (const page of [first, second]) {
      await signUp(page);
      await open(page, `/shows/${showId}`);
      await page.getByRole('link', { name: 'Go to the waiting room' }).click();
      await page.getByRole('button', { name: 'Enter the waiting room' }).click();
      await page.locator('[data-testid="room"][data-status="WAITING"]').waitFor();
      await page.getByRole('heading', { name: 'You are in' }).waitFor();
    }
    expect(await findings(first)).toEqual([]);
    // The opening comes early.
    await stage.docket.db.pool.query(`UPDATE shows SET sale_opens_at = now() WHERE id = $1`, [showId]);
    for (const page of [first, second])
      await page.locator('[data-testid="room"][data-status="ADMITTED"]').waitFor({ timeout: 60_000 });
    expect(await findings(second)).toEqual([]);
    await first.getByRole('link', { name: 'Choose seats' }).click();
    await first.locator('[data-testid="free"][data-live="true"]').waitFor();
    await first.getByRole('button', { name: 'Choose for me' }).click();
    await first.getByRole('button', { name: 'Hold 2 seats' }).click();
    await first.locator('[data-testid="booking-status"][data-status="HELD"]').waitFor();
    await open(second, `/shows/${showId}/draw`);
    await second.getByRole('button', { name: 'Compute it again here' }).click();
    await second.locator('[data-testid="draw-check"][data-ok="true"]').waitFor();
    expect(await findings(second)).toEqual([]);
  });
});

describe('a waiting list', () => {
  it('offers seats that are given back to who waits, before anybody else', async () => {
    const { showId } = await makeProgramme(stage.docket.db, { hall: 'studio.csv', seatsPerUser: 50 });
    const [holder, waiter] = [await stage.openPage(), await stage.openPage()];
    await signUp(holder);
    await signUp(waiter);
    const labels = 'ABCDEFG'.split('').flatMap((row) => [1, 2, 3, 4, 5, 7, 8, 9, 10, 11].map((n) => `${row}${n}`));
    const given = await book(holder, showId, labels.slice(0, 20));
    await book(holder, showId, labels.slice(20, 50));
    const other = await stage.openPage();
    await signUp(other);
    await book(other, showId, labels.slice(50));
    await open(waiter, `/shows/${showId}`);
    await waiter.getByRole('button', { name: 'Wait for seats' }).click();
    await waiter.locator('[data-testid="waiting-list"][data-status="WAITING"]').waitFor();
    expect(await findings(waiter)).toEqual([]);
    await open(holder, `/bookings/${given}`);
    await holder.getByRole('button', { name: 'Release the seats' }).click();
    await holder.getByRole('dialog').getByRole('button', { name: 'Release the seats' }).click();
    await waiter.locator('[data-testid="waiting-list"][data-status="OFFERED"]').waitFor({ timeout: 60_000 });
    expect(await findings(waiter)).toEqual([]);
    await waiter.getByRole('button', { name: 'Take them' }).click();
    await waiter.locator('[data-testid="booking-status"][data-status="HELD"]').waitFor();
  });
});

describe('an address that names nothing', () => {
  const NOTHING = '0190a0a0-0000-7000-8000-00000000dead';
  it.each([
    ['show', '/shows/x'],
    ['show', `/shows/${NOTHING}`],
    ['show', '/shows/x/room'],
    ['title', '/titles/none'],
    ['booking', '/bookings/x'],
    ['booking', '/bookings/x/tickets'],
    ['submission', '/submissions/x'],
  ])('says that there is no such %s: %s', async (what, address) => {
    const page = await stage.openPage();
    await open(page, address);
    await page.getByRole('heading', { name: `There is no such ${what}` }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.getByRole('main').getByRole('link').count()).toBe(1);
  });
});
