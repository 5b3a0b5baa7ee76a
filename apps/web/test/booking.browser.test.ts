import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeProgramme } from '@docket/testing/programme';
import { confirmHeld, isMarked, markPage, setStage, signUp } from './support.ts';

const stage = setStage();

function seat(page: Page, label: string): Locator {
  return page.locator(`.seat[aria-label^="Row ${label.charAt(0)} seat ${label.slice(1)},"]`);
}

/** Presses on the middle of a seat, wherever its drawing has a hole. */
async function choose(page: Page, ...labels: string[]): Promise<void> {
  for (const label of labels) {
    await seat(page, label).click({ force: true });
    await page
      .locator(`.seat[aria-label^="Row ${label.charAt(0)} seat ${label.slice(1)},"][data-look="chosen"]`)
      .waitFor();
  }
}

async function openShow(page: Page, showId: string): Promise<void> {
  await page.goto(`/shows/${showId}`);
  await page.locator('[data-testid="free"][data-live="true"]').waitFor();
}

async function status(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-testid="booking-status"][data-status="${wanted}"]`).waitFor();
}

async function hold(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Hold \d/ }).click();
  await page.waitForURL(/\/bookings\//);
  await status(page, 'HELD');
}

/** Moves what a booking holds so near to its end, as if most of the time had passed. */
async function endsIn(page: Page, seconds: number): Promise<void> {
  const id = page.url().split('/').pop();
  await stage.docket.db.pool.query(
    `WITH b AS (UPDATE bookings SET deadline = now() + make_interval(secs => $2), revision = revision + 1 WHERE id = $1 RETURNING hold_id),
          h AS (UPDATE holds SET expires_at = now() + make_interval(secs => $2) FROM b WHERE holds.id = b.hold_id)
     UPDATE pool_seats SET held_until = now() + make_interval(secs => $2) FROM b WHERE pool_seats.hold_id = b.hold_id`,
    [id, seconds],
  );
}

describe('two people at one show', () => {
  it('want the same seats: one gets them, the other is told and offered the nearest', async () => {
    const { showId } = await makeProgramme(stage.docket.db);
    const [first, second] = [await stage.openPage(), await stage.openPage()];
    for (const page of [first, second]) {
      await signUp(page);
      await openShow(page, showId);
      await choose(page, 'D7', 'D8');
    }
    // The second one's request is on its way before the first one's hold is known to anybody.
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await second.route(/\/bookings(\?|$)/, async (route) => {
      if (route.request().method() === 'POST') await held;
      await route.continue();
    });
    const sent = second.waitForRequest(
      (request) => request.method() === 'POST' && new URL(request.url()).pathname === '/bookings',
    );
    await second.getByRole('button', { name: 'Hold 2 seats' }).click();
    await sent;
    await hold(first);
    letGo();
    await status(second, 'REFUSED');
    expect(await second.getByRole('heading', { name: 'Someone got there first' }).isVisible()).toBe(true);
    const offered = second.getByTestId('alternative').first();
    const labels = (await offered.locator('.font-mono').textContent()) ?? '';
    await offered.click();
    await status(second, 'HELD');
    expect(labels.split(' ')).toHaveLength(2);
    expect(labels).not.toMatch(/\bD[78]\b/);
    expect(await second.getByText(labels, { exact: true }).first().isVisible()).toBe(true);
    expect(await first.getByTestId('booking-status').getAttribute('data-status')).toBe('HELD');
  });

  it('see each other’s seats live, and are told of a chosen one that is gone', async () => {
    const { showId } = await makeProgramme(stage.docket.db);
    const [first, second] = [await stage.openPage(), await stage.openPage()];
    for (const page of [first, second]) {
      await signUp(page);
      await openShow(page, showId);
      await markPage(page);
    }
    const free = Number(await second.getByTestId('free').locator('strong').textContent());
    await choose(second, 'E5', 'E6');
    await choose(first, 'E4', 'E5');
    await hold(first);
    await second.locator('.seat[aria-label^="Row E seat 4,"][data-look="taken"]').waitFor();
    expect(await seat(second, 'E5').getAttribute('data-look')).toBe('taken');
    expect(await seat(second, 'E6').getAttribute('data-look')).toBe('chosen');
    expect(await second.getByText('E5 just went to someone else').isVisible()).toBe(true);
    expect(await second.getByRole('button', { name: 'Hold 1 seat' }).isVisible()).toBe(true);
    expect(Number(await second.getByTestId('free').locator('strong').textContent())).toBe(free - 2);
    expect(await isMarked(second)).toBe(true);

    await first.getByRole('button', { name: 'Release the seats' }).click();
    await first.getByRole('dialog').getByRole('button', { name: 'Release the seats' }).click();
    await status(first, 'CANCELLED');
    await second.locator('.seat[aria-label^="Row E seat 4,"][data-look="free"]').waitFor();
    expect(await isMarked(second)).toBe(true);
  });

  it('who is not logged in sees the same a little later, and keeps the choice over the log-in', async () => {
    const { showId } = await makeProgramme(stage.docket.db);
    const [buyer, guest] = [await stage.openPage(), await stage.openPage()];
    await guest.goto(`/shows/${showId}`);
    await guest.locator('[data-testid="free"][data-live="false"]').waitFor();
    await choose(guest, 'F3', 'F4');
    await signUp(buyer);
    await openShow(buyer, showId);
    await choose(buyer, 'F5');
    await hold(buyer);
    await guest.locator('.seat[aria-label^="Row F seat 5,"][data-look="taken"]').waitFor();
    await guest.getByRole('button', { name: 'Hold 2 seats' }).click();
    await guest.waitForURL(/\/login/);
    await guest
      .getByRole('link', { name: /create an account/i })
      .first()
      .click();
    // The page of logging in has fields of these names, too, until this one is there.
    await guest.getByRole('button', { name: 'Create account' }).waitFor();
    await guest.getByLabel('Email').fill('guest-who-stays@example.test');
    await guest.getByLabel('Username').fill('guest-who-stays');
    await guest.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await guest.getByRole('button', { name: 'Create account' }).click();
    await guest.waitForURL(/\/shows\//);
    await guest.locator('.seat[aria-label^="Row F seat 4,"][data-look="chosen"]').waitFor();
    await hold(guest);
  });
});

describe('a booking', () => {
  it('counts down, survives a reload in the middle, and expires where one looks', async () => {
    const { showId } = await makeProgramme(stage.docket.db);
    const page = await stage.openPage();
    await signUp(page);
    await openShow(page, showId);
    await choose(page, 'C4', 'C5');
    await hold(page);
    expect(await page.getByTestId('price').textContent()).toBe('₹900');
    expect(await page.getByTestId('countdown').textContent()).toMatch(/^(9:[0-5]\d|10:00)/);
    await page.reload();
    await status(page, 'HELD');
    expect(await page.getByTestId('price').textContent()).toBe('₹900');
    const address = page.url();
    await openShow(page, showId);
    await page.locator('.seat[aria-label^="Row C seat 4,"][data-look="own"]').waitFor();
    expect(await page.getByTestId('own-booking').count()).toBe(1);
    await page.goto(address);
    await status(page, 'HELD');
    await endsIn(page, 15);
    await page.reload();
    await page
      .getByTestId('countdown')
      .getByText(/0:(0[1-9]|1[0-5])/)
      .waitFor();
    await markPage(page);
    await page.locator('[data-status="EXPIRED"]').waitFor({ timeout: 60_000 });
    expect(await isMarked(page)).toBe(true);
    await page.getByRole('link', { name: 'Choose again' }).click();
    await page.locator('.seat[aria-label^="Row C seat 5,"][data-look="chosen"]').waitFor();
    expect(await page.getByTestId('total').textContent()).toBe('₹900');
  });

  it('is made on a phone: find, look, hold, confirm, and find it again', async () => {
    const { city, title } = await makeProgramme(stage.docket.db, { title: 'The Quiet Meridian' });
    const page = await stage.openPage({ width: 390, height: 844, touch: true });
    await signUp(page);
    await page.goto(`/shows?city=${city}`);
    await page.getByRole('searchbox', { name: 'Search' }).fill('quiet meridan');
    await page.waitForURL((url) => url.searchParams.get('q') === 'quiet meridan');
    await page.getByRole('link', { name: 'The Quiet Meridian', exact: true }).tap();
    await page.waitForURL(new RegExp(`/titles/${title}`));
    await page.getByTestId('show-time').first().tap();
    await page.locator('[data-testid="free"][data-live="true"]').waitFor();
    // A hall that fills a phone is drawn too small for a finger: the first press comes nearer, the second one chooses.
    const wanted = seat(page, 'D6');
    await wanted.tap({ force: true });
    if ((await wanted.getAttribute('data-look')) !== 'chosen') {
      await page.locator('[data-testid="seat-map"][data-zoomed="true"]').waitFor();
      await wanted.tap({ force: true });
    }
    await page.locator('.seat[aria-label^="Row D seat 6,"][data-look="chosen"]').waitFor();
    await page.getByRole('button', { name: 'Hold 1 seat' }).tap();
    await status(page, 'HELD');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await confirmHeld(stage, page);
    await status(page, 'CONFIRMED');
    await page.getByRole('link', { name: 'My bookings' }).first().tap();
    const row = page.getByTestId('booking-row').first();
    await row.waitFor();
    expect(await row.textContent()).toContain('Confirmed');
  });

  it('is made with the keyboard alone', async () => {
    const { showId } = await makeProgramme(stage.docket.db);
    const page = await stage.openPage();
    await signUp(page);
    await openShow(page, showId);
    const map = page.getByRole('listbox', { name: /^Seats of/ });
    for (let tabs = 0; tabs < 40; tabs += 1) {
      await page.keyboard.press('Tab');
      if (await map.evaluate((element) => element === document.activeElement)) break;
    }
    const active = () =>
      map.evaluate((element) => {
        const id = element.getAttribute('aria-activedescendant') ?? '';
        return document.getElementById(id)?.getAttribute('aria-label') ?? '';
      });
    const start = await active();
    expect(start).toMatch(/^Row A seat /);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toMatch(/^Row C seat /);
    await page.keyboard.press('Home');
    expect(await active()).toMatch(/^Row C seat 1, .*450 Indian rupees, free$/);
    await page.keyboard.press('Enter');
    expect(await active()).toMatch(/chosen by you$/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Hold 2 seats' }).focus();
    await page.keyboard.press('Enter');
    await status(page, 'HELD');
    expect(await page.getByText('C1 C2', { exact: true }).isVisible()).toBe(true);
  });

  it('cannot have more seats than one person may, and is told so', async () => {
    const { showId } = await makeProgramme(stage.docket.db, { seatsPerUser: 2 });
    const page = await stage.openPage();
    await signUp(page);
    await openShow(page, showId);
    await choose(page, 'B5', 'B6');
    await seat(page, 'B7').click({ force: true });
    await page.getByText('You can book at most 2 seats for this show.').waitFor();
    expect(await seat(page, 'B7').getAttribute('data-look')).toBe('free');
    await page.getByRole('button', { name: 'Choose for me' }).click();
    await page.getByTestId('seat-map').locator('.seat[data-look="chosen"]').first().waitFor();
    expect(await page.getByTestId('seat-map').locator('.seat[data-look="chosen"]').count()).toBe(2);
    await page.getByText('List', { exact: true }).click();
    const rows = page.getByTestId('seat-list').locator('details');
    await rows.first().locator('summary').click();
    await rows.first().getByRole('button', { name: /free$/ }).first().waitFor();
  });
});
