import { newId } from '@docket/runtime/id';
import { camt053 } from '@docket/testing/camt053';
import { expect, it } from 'vitest';
import { misfitsAtAllWidths } from './page-fit.ts';
import { findings, open, openAsAdmin, setStage } from './support.ts';

const stage = setStage();
const HOURS_MS = 3_600_000;

it('an admin sees what is in a statement, takes it, and looks after what differs', async () => {
  const reference = newId();
  const ago = (hours: number) => new Date(Date.now() - hours * HOURS_MS).toISOString();
  const bytes = camt053([
    { kind: 'payment', amountMinor: 70_050, reference, bookedAt: ago(30) },
    { kind: 'payout_returned', amountMinor: 12_300, reference: newId(), bookedAt: ago(200) },
    { kind: 'fee', amountMinor: -50, reference: newId(), bookedAt: ago(0.1) },
  ]);
  const page = await openAsAdmin(stage);
  await open(page, '/admin/breaks');
  await page.getByRole('img', { name: /open break/ }).waitFor();

  // One that cannot be taken says where it is wrong.
  const file = page.getByLabel('Statement as camt.053 (XML)');
  await file.setInputFiles({
    name: 'wrong.xml',
    mimeType: 'text/xml',
    buffer: Buffer.from(bytes.toString().replace('700.50', '700.505')),
  });
  await page.getByText(/Ntry\[1\]\/Amt: 700\.505 is no amount/).waitFor();
  expect(await findings(page)).toEqual([]);

  await file.setInputFiles({ name: 'statement.xml', mimeType: 'text/xml', buffer: bytes });
  const preview = page.getByTestId('preview');
  await preview.getByText('3, 3 new').waitFor();
  await page.screenshot({ path: '/tmp/breaks-preview.png', fullPage: true });
  await page.getByRole('button', { name: 'Take 3 new entries' }).click();
  await page.getByText('The statement is taken').waitFor();
  const row = page.getByTestId('break').filter({ hasText: reference });
  await row.waitFor();
  await page.screenshot({ path: '/tmp/breaks-list.png', fullPage: true });
  expect(await findings(page)).toEqual([]);
  // The same file again is the same statement.
  await file.setInputFiles({ name: 'statement.xml', mimeType: 'text/xml', buffer: bytes });
  await page.getByText('This statement is here already').waitFor();
  await page.getByRole('button', { name: 'Leave it' }).click();

  await page.getByLabel('Age', { exact: true }).selectOption({ label: '1 to 3 days' });
  await expect.poll(() => new URL(page.url()).search).toContain('age=three_days');
  await row.getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: 'Payment, ₹700.50' }).waitFor();
  await page.getByRole('button', { name: 'Assign to me' }).click();
  await page.getByText('Assigned to admin.').waitFor();
  await page.getByLabel('Comment').fill('The bank was asked.');
  await page.getByRole('button', { name: 'Add comment' }).click();
  await page.getByText('The bank was asked.').waitFor();
  // Without a reason it stays open.
  await page.getByRole('button', { name: 'Close the break' }).click();
  await expect.poll(() => page.getByLabel('Reason for closing it').getAttribute('aria-invalid')).toBe('true');
  await page.screenshot({ path: '/tmp/breaks-detail.png', fullPage: true });
  expect(await findings(page)).toEqual([]);
  expect(await misfitsAtAllWidths(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  await page.screenshot({ path: '/tmp/breaks-detail-320.png', fullPage: true });
  await page.getByLabel('Reason for closing it').fill('A present.');
  await page.getByRole('button', { name: 'Close the break' }).click();
  await page.getByText('Closed by an admin').waitFor();
  await page.getByText('Closed: A present.').waitFor();

  await open(page, '/admin/breaks');
  await page.getByTestId('break').first().waitFor();
  await page.screenshot({ path: '/tmp/breaks-list-320.png', fullPage: true });
  expect(await misfitsAtAllWidths(page)).toEqual([]);
}, 120_000);

it('says so when there is none of a kind, no such break, and no bank that was asked', async () => {
  const page = await openAsAdmin(stage);
  await open(page, '/admin/breaks?status=SETTLED&type=duplicate');
  await page.getByText('No such breaks').waitFor();
  await open(page, `/admin/breaks/${newId()}`);
  await page.getByText('There is no such break').waitFor();
  await open(page, '/admin/invariants');
  const line = page.getByTestId('invariant').filter({ hasText: 'bank: its money is our books' });
  await line.waitFor({ timeout: 60_000 });
  await page.screenshot({ path: '/tmp/invariants.png', fullPage: true });
  expect(await findings(page)).toEqual([]);
}, 120_000);
