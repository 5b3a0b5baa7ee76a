import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createDocket } from '@docket/client/docket';
import { newId } from '@docket/runtime/id';
import { ADMIN } from '@docket/testing/installation';
import { makeAnotherShow, makeProgramme } from '@docket/testing/programme';
import { misfits } from './page-fit.ts';
import { confirmHeld, findings, open, openAsMember, setStage } from './support.ts';

const stage = setStage();

/** Seats that are confirmed for whoever is logged in on a page. Returns the booking's id. */
async function buy(page: Page, showId: string): Promise<string> {
  await open(page, `/shows/${showId}`);
  await page.getByRole('button', { name: 'Choose for me' }).click();
  await page.getByRole('button', { name: 'Hold 2 seats' }).click();
  const bookingId = await confirmHeld(stage, page);
  await page.locator('[data-status="CONFIRMED"]').waitFor();
  return bookingId;
}

async function cancel(showId: string): Promise<void> {
  await (await admin()).catalog.changeShow(showId, { status: 'CANCELLED' });
}

async function admin() {
  const docket = createDocket({ baseUrl: stage.baseUrl });
  await docket.login(ADMIN);
  return docket;
}

describe('a show that is cancelled', () => {
  it('says what happened, what became of the booking and of the money, and when else the title is on', async () => {
    const programme = await makeProgramme(stage.docket.db, { title: `Harbour Lights ${newId().slice(-6)}` });
    await makeAnotherShow(stage.docket.db, programme);
    const page = await openAsMember(stage);
    const booking = await buy(page, programme.showId);
    await open(page, `/shows/${programme.showId}`);
    await cancel(programme.showId);
    // While one looks at it.
    await page.getByText('This show was cancelled').waitFor();
    const own = page.getByTestId('own-booking');
    await own.getByText('was cancelled with the show').waitFor();
    await expect.poll(() => own.getByTestId('charged').textContent()).toBe('Nothing was charged.');
    await page.getByTestId('other-times').getByTestId('show-time').waitFor();
    expect(await findings(page)).toEqual([]);
    await own.getByRole('link', { name: 'View booking' }).click();
    await page.waitForURL(`**/bookings/${booking}`);
    await page.getByRole('heading', { name: 'The show was cancelled' }).waitFor();
    await expect.poll(() => page.getByTestId('charged').textContent()).toBe('Nothing was charged.');
    await page.getByRole('link', { name: 'Find another time' }).click();
    await page.getByTestId('other-times').getByTestId('show-time').click();
    await page.locator('[data-testid="free"]').waitFor();
    // To others it says where to look.
    const stranger = await stage.openPage({ width: 320, height: 640, touch: true });
    await open(stranger, `/shows/${programme.showId}`);
    await stranger.getByText('Did you have seats?').waitFor();
    expect(await misfits(stranger)).toEqual([]);
  });

  it('is named in the news of it, which leave the code of a ticket free', async () => {
    const shown = await makeProgramme(stage.docket.db, { title: `Ticket Shown ${newId().slice(-6)}` });
    const title = `Night Tram ${newId().slice(-6)}`;
    const gone = await makeProgramme(stage.docket.db, { title });
    const page = await openAsMember(stage, { width: 320, height: 640, touch: true });
    const ticket = await buy(page, shown.showId);
    await buy(page, gone.showId);
    await open(page, `/bookings/${ticket}/tickets`);
    const code = page.getByTestId('ticket').first().getByRole('img').first();
    await code.waitFor();
    await cancel(gone.showId);
    const toast = page.getByTestId('toast');
    await toast.waitFor();
    expect(await toast.textContent()).toContain(`${title}: the show was cancelled`);
    await code.scrollIntoViewIfNeeded();
    const [over, under] = [await toast.boundingBox(), await code.boundingBox()];
    expect(over).not.toBeNull();
    expect(under).not.toBeNull();
    expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThanOrEqual(under?.y ?? 0);
  });
});

it('the header says Offline without a network, and never that it is connecting', async () => {
  const page = await openAsMember(stage);
  const state = page.getByTestId('connection');
  await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
  await page.context().setOffline(true);
  await page.locator('[data-testid="connection"][data-state="off"]').waitFor();
  await state.getByText('Offline').waitFor();
  // As long as it lasts, also while the connection tries again.
  for (let look = 0; look < 20; look += 1) {
    expect(await state.textContent()).toBe('Offline');
    await page.waitForTimeout(150);
  }
  await page.context().setOffline(false);
  await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
});
