import { expect, it } from 'vitest';
import { newId } from '@docket/runtime/id';
import { makeProgramme } from '@docket/testing/programme';
import { misfits } from './page-fit.ts';
import { findings, open, openAsAdmin, openAsMember, setStage } from './support.ts';

const stage = setStage();

it('a voucher is made for shows that are chosen by name, and withdrawn', async () => {
  const title = `Brás & Rian ${newId().slice(-6)}`;
  const { showId } = await makeProgramme(stage.docket.db, { title });
  const page = await openAsAdmin(stage);
  await open(page, '/venue/vouchers');
  const code = `TRY-${newId().slice(-8)}`.toUpperCase();
  await page.getByLabel('Code').fill(code);
  const shows = page.getByRole('combobox', { name: 'Only for shows' });
  await shows.click();
  await shows.fill(title.toLowerCase().replace('á', 'a'));
  await page.getByRole('option', { name: title }).click();
  expect(await page.getByTestId('chosen-show').textContent()).toContain(title);
  await page.getByRole('button', { name: 'Create voucher' }).click();
  const row = page.getByTestId('voucher-row').filter({ hasText: code });
  await row.getByText('one show').waitFor();
  expect(await findings(page)).toEqual([]);
  await row.getByRole('button', { name: `Withdraw ${code}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw the voucher' }).click();
  await row.getByText('Withdrawn').waitFor();
  const { rows } = await stage.docket.db.pool.query(
    'SELECT show_ids, withdrawn_at IS NOT NULL AS gone FROM vouchers WHERE code = $1',
    [code],
  );
  expect(rows).toEqual([{ show_ids: [showId], gone: true }]);
});

it('a show is moved, and its buyer is told', async () => {
  const { showId } = await makeProgramme(stage.docket.db, { startsIn: 5 * 86_400 });
  const page = await openAsAdmin(stage);
  await open(page, `/venue/shows/${showId}`);
  await page.getByRole('button', { name: 'Move the show' }).click();
  const dialog = page.getByRole('dialog');
  const day = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel('Day').fill(day);
  await dialog.getByLabel('Time').fill('18:15');
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Move it' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { rows } = await stage.docket.db.pool.query<{ at: Date }>('SELECT starts_at AS at FROM shows WHERE id = $1', [
    showId,
  ]);
  // By the clocks of Kolkata.
  expect(rows[0]?.at.toISOString()).toBe(`${day}T12:45:00.000Z`);
});

it('prices and classes of a show change until seats are held, and then the dialog says what still does', async () => {
  const { showId } = await makeProgramme(stage.docket.db, { priceMinor: 40_000 });
  const page = await openAsAdmin(stage);
  await open(page, `/venue/shows/${showId}`);
  const change = page.getByRole('button', { name: 'Change prices and sale' });
  await change.click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByTestId('price-rule').textContent()).toContain('while no seat is held or sold');
  await dialog.getByRole('button', { name: 'Add a price' }).click();
  await dialog.getByLabel('Name').fill('Student');
  await dialog.getByLabel('Percent of the full price').fill('60');
  const [hours, percent] = [
    dialog.getByLabel('Refundable until (hours before the show)'),
    dialog.getByLabel('Refund (percent)'),
  ];
  expect([await hours.inputValue(), await percent.inputValue()]).toEqual(['24', '100']);
  await hours.fill('2.5');
  await percent.fill('80');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { rows } = await stage.docket.db.pool.query<{ classes: { name: string; prices: object }[] }>(
    'SELECT classes, refund_minutes, refund_percent FROM shows WHERE id = $1',
    [showId],
  );
  expect(rows[0]?.classes).toMatchObject([{ class: 'student', name: 'Student', prices: { standard: 24_000 } }]);

  expect(rows[0]).toMatchObject({ refund_minutes: 150, refund_percent: 80 });

  const buyer = await openAsMember(stage);
  await open(buyer, `/shows/${showId}`);
  await buyer.getByRole('button', { name: 'Choose for me' }).click();
  await buyer.getByRole('button', { name: 'Hold 2 seats' }).click();
  await page.locator('[data-testid="held"]', { hasText: /^2$/ }).waitFor();
  await change.click();
  expect(await dialog.getByTestId('price-rule').textContent()).toContain('2 seats are held or sold at these prices');
  expect([await hours.inputValue(), await percent.inputValue()]).toEqual(['2.5', '80']);
  for (const label of [
    'Standard',
    'Percent of the full price',
    'Refundable until (hours before the show)',
    'Refund (percent)',
  ])
    expect(await dialog.getByLabel(label).isDisabled()).toBe(true);
  expect(await findings(page)).toEqual([]);
  await dialog.getByLabel('Maximum seats per person').fill('4');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { rows: after } = await stage.docket.db.pool.query('SELECT seats_per_user FROM shows WHERE id = $1', [showId]);
  expect(after).toEqual([{ seats_per_user: 4 }]);
});

it('places to stand are kept for the house', async () => {
  const { showId } = await makeProgramme(stage.docket.db, { hall: 'club.json' });
  const page = await openAsAdmin(stage);
  await open(page, `/venue/shows/${showId}`);
  const places = page.getByLabel('Places in Floor');
  await places.fill('300');
  await page.getByText('A whole number, at most 240').waitFor();
  await places.fill('12');
  await page.getByLabel('For whom, or why').fill('Press pit');
  await page.getByRole('button', { name: 'Keep 12 places' }).click();
  await page.getByText('Floor, 12 standing').waitFor();
  expect(await places.inputValue()).toBe('');
  await page.locator('[data-testid="house"]', { hasText: /^12$/ }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await misfits(page)).toEqual([]);
});
