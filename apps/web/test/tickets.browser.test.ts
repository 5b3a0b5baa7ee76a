import type { Page } from 'playwright-core';
import { decodeQR } from 'qr/decode.js';
import { expect, it } from 'vitest';
import { readPayload } from '@docket/contracts/ticket/payload';
import { makeProgramme } from '@docket/testing/programme';
import { confirmHeld, findings, logInAsAdmin, setStage, signUp } from './support.ts';

const stage = setStage();

/** Books as a person does, is paid for, and follows the link to the tickets. */
async function buyTickets(page: Page, showId: string, seats: string): Promise<void> {
  await page.goto(`/shows/${showId}?seats=${seats}`);
  await page.getByRole('button', { name: /^Hold/ }).click();
  await confirmHeld(stage, page);
  await page.getByRole('link', { name: /^Tickets?$/ }).click();
  await page.getByTestId('ticket').first().waitFor();
}

/** The picture of a ticket's code as it is on the screen. */
async function photograph(page: Page, nth: number): Promise<string> {
  const picture = await page.getByTestId('ticket').nth(nth).getByRole('img').screenshot();
  return `data:image/png;base64,${picture.toString('base64')}`;
}

async function decode(page: Page, picture: string): Promise<string> {
  const image = await page.evaluate(async (source) => {
    const png = new Image();
    png.src = source;
    await png.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: png.width, height: png.height });
    const context = canvas.getContext('2d');
    context?.drawImage(png, 0, 0);
    return {
      width: png.width,
      height: png.height,
      data: [...(context?.getImageData(0, 0, png.width, png.height).data ?? [])],
    };
  }, picture);
  return decodeQR({ ...image, data: Uint8Array.from(image.data) });
}

/** Puts a picture before the camera. */
async function holdUp(page: Page, picture: string): Promise<void> {
  await page.evaluate(async (source) => {
    const png = new Image();
    png.src = source;
    await png.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 640 });
    const context = canvas.getContext('2d');
    const paint = () => {
      if (context === null) return;
      context.fillStyle = '#777';
      context.fillRect(0, 0, 640, 640);
      context.drawImage(png, 80, 80, 480, 480);
    };
    paint();
    setInterval(paint, 100);
    const stream = canvas.captureStream(10);
    navigator.mediaDevices.getUserMedia = async () => stream;
  }, picture);
}

const result = (page: Page, outcome: string) => page.locator(`[data-testid="scan-result"][data-outcome="${outcome}"]`);

async function type(page: Page, text: string): Promise<void> {
  await page.getByLabel('Ticket number').fill(text);
  await page.getByLabel('Ticket number').press('Enter');
}

it('a ticket is shown, read from the screen, let in once by its number, and the next by the camera', async () => {
  const { showId } = await makeProgramme(stage.docket.db, { startsIn: 3_600 });
  const [buyer, door] = [await stage.openPage(), await stage.openPage({ width: 390, height: 844 })];
  const username = await signUp(buyer);
  await buyTickets(buyer, showId, 'C4,C5');
  await buyer.emulateMedia({ colorScheme: 'dark' });
  const pictures = [await photograph(buyer, 0), await photograph(buyer, 1)];
  const payload = await decode(buyer, pictures[0] ?? '');
  expect(readPayload(payload)?.claims).toMatchObject({ showId, seat: 'C4' });
  const number = (await buyer.getByTestId('ticket-number').first().textContent()) ?? '';
  await buyer
    .getByTestId('ticket')
    .first()
    .getByText(/^(Recliner|Standard)$/)
    .waitFor();
  expect(await findings(buyer)).toEqual([]);

  await logInAsAdmin(door);
  await door.goto(`/venue/shows/${showId}/check-in`);
  await door.getByLabel('Gate').fill('North');
  await type(door, number.toLowerCase());
  await result(door, 'admitted').waitFor();
  expect(await result(door, 'admitted').textContent()).toContain(username);
  expect(await findings(door)).toEqual([]);
  await type(door, payload);
  await result(door, 'refused').waitFor();
  expect(await result(door, 'refused').getAttribute('data-reason')).toBe('already_used');
  expect(await result(door, 'refused').textContent()).toContain('North');
  expect(await findings(door)).toEqual([]);

  await door.setViewportSize({ width: 390, height: 844 });
  await holdUp(door, pictures[1] ?? '');
  await door.getByRole('button', { name: 'Scan with the camera' }).click();
  await result(door, 'admitted').waitFor();
  expect(await result(door, 'admitted').textContent()).toContain('C5');
  await door.getByRole('button', { name: 'Stop the camera' }).click();
  await door.locator('[data-testid="admitted"]', { hasText: /^2$/ }).waitFor();

  await buyer.reload();
  await buyer
    .getByText(/^Used .*North$/)
    .first()
    .waitFor();
});

it('without a connection codes are still checked, and what was let in is told later', async () => {
  const { showId } = await makeProgramme(stage.docket.db, { startsIn: 3_600 });
  const [buyer, door] = [await stage.openPage(), await stage.openPage()];
  await signUp(buyer);
  await buyTickets(buyer, showId, 'D4,D5');
  const payload = await decode(buyer, await photograph(buyer, 0));
  const number = (await buyer.getByTestId('ticket-number').nth(1).textContent()) ?? '';
  await logInAsAdmin(door);
  await door.goto(`/venue/shows/${showId}/check-in`);
  await door.getByTestId('admitted').waitFor();
  await door.waitForFunction(() => localStorage.getItem('docket.ticket-keys') !== null);

  await door.context().setOffline(true);
  await type(door, payload);
  await result(door, 'admitted').waitFor();
  await type(door, payload);
  await door.locator('[data-reason="already_used"]').waitFor();
  await type(door, `${payload.slice(0, -4)}AAAA`);
  await door.locator('[data-reason="forged"]').waitFor();
  await type(door, number);
  await result(door, 'unchecked').waitFor();
  expect(await door.getByTestId('kept').textContent()).toContain('1 entry');
  const entries = `SELECT count(*)::int AS entries FROM ticket_scans WHERE show_id = $1 AND outcome = 'admitted'`;
  expect((await stage.docket.db.pool.query(entries, [showId])).rows).toEqual([{ entries: 0 }]);

  await door.context().setOffline(false);
  await door.locator('[data-testid="admitted"]', { hasText: /^1$/ }).waitFor();
  await door.getByTestId('kept').waitFor({ state: 'detached' });
  expect((await stage.docket.db.pool.query(entries, [showId])).rows).toEqual([{ entries: 1 }]);
});

it('on paper there are two tickets to a page and nothing else', async () => {
  const { showId } = await makeProgramme(stage.docket.db, { startsIn: 3_600 });
  const page = await stage.openPage();
  await signUp(page);
  await buyTickets(page, showId, 'E4,E5,E6');
  for (const format of ['A4', 'Letter']) {
    const pdf = await page.pdf({ format });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  }
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('banner').isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await page.getByTestId('ticket').count()).toBe(3);
});
