import { newId } from '@docket/runtime/id';
import { makePayment } from '@docket/testing/payment';
import { makeWithdrawals } from '@docket/testing/wallet';
import { expect, it } from 'vitest';
import { findings, open, openAsAdmin, setStage, signUp } from './support.ts';

const stage = setStage();

async function idOf(username: string): Promise<string> {
  const { rows } = await stage.docket.db.pool.query<{ id: string }>('SELECT id FROM users WHERE username = $1', [
    username,
  ]);
  return rows[0]?.id ?? expect.fail('there is no such user');
}

it('shows admins what people take out, what waits behind it, and has the bank asked', async () => {
  const { db } = stage.docket;
  const [page, admin] = [await stage.openPage(), await openAsAdmin(stage)];
  const username = await signUp(page);
  const userId = await idOf(username);
  await open(admin, `/admin/payouts?user=${userId}`);
  await admin.getByText('No such payouts').waitFor();
  const [first, second] = await makeWithdrawals(db, userId, 2, 'Ada Lovelace');
  // It comes without anybody asking.
  const row = admin.locator(`[data-payout="${first}"]`);
  await row.getByText('On its way', { exact: true }).waitFor();
  await row.getByText('…9012').waitFor();
  expect(await findings(admin)).toEqual([]);
  await admin.getByLabel('Show').selectOption('WAITING');
  await row.waitFor({ state: 'detached' });
  await admin.locator(`[data-payout="${second}"]`).getByRole('link').click();
  await admin.getByText('Waits until').getByRole('link').click();

  await admin.getByTestId('behind').waitFor();
  await admin.getByRole('link', { name: 'withdrawal.requested' }).waitFor();
  expect(await findings(admin)).toEqual([]);
  await admin.getByRole('button', { name: 'Ask the bank now' }).click();
  await expect
    .poll(async () => {
      const { rows } = await db.pool.query<{ due: boolean }>(
        `SELECT coalesce(next_look_at < now() + interval '30 minutes', true) AS due FROM withdrawals WHERE id = $1`,
        [first],
      );
      return rows[0]?.due;
    })
    .toBe(true);
  await admin.getByRole('link', { name: username, exact: true }).click();
  await admin.getByRole('heading', { name: username }).waitFor();
  await admin.getByRole('link', { name: 'Payouts' }).last().click();
  await admin.locator(`[data-payout="${second}"]`).waitFor();
  await open(admin, `/admin/payouts/${newId()}`);
  await admin.getByText('There is no such payout').waitFor();

  // Before anything is filled in.
  await open(page, '/account');
  await page.getByRole('button', { name: 'Delete your account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('alert').getByText('in your wallet', { exact: false }).first().waitFor();
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('link', { name: 'Go to your wallet' }).click();
  await page.waitForURL('**/wallet');
});

it('says nothing of money where there is none', async () => {
  const page = await stage.openPage();
  await signUp(page);
  await open(page, '/account');
  await page.getByRole('button', { name: 'Delete your account' }).click();
  await page.getByRole('dialog').getByLabel('Your password').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByRole('dialog').getByRole('alert').count()).toBe(0);
});

it('leads from an event to the payment that it names', async () => {
  const { pool } = stage.docket.db;
  const [page, admin] = [await stage.openPage(), await openAsAdmin(stage)];
  const userId = await idOf(await signUp(page));
  const paymentId = await makePayment(stage.docket.db, userId);
  const id = newId();
  await pool.query(
    `INSERT INTO inbox_events (id, provider, event_id, headers, body, status, type, kind, reference, attempts, fence, done_at)
     SELECT $1, 'bank', $2, '{}', '{}', 'DONE', 'payment.captured', 'payment', a.id::text, 1, 1, now() FROM payment_attempts a WHERE a.payment_id = $3`,
    [id, `evt_${id}`, paymentId],
  );
  const { rows } = await pool.query<{ reference: string }>('SELECT reference FROM inbox_events WHERE id = $1', [id]);
  await open(admin, `/admin/inbox/${id}`);
  await admin.getByRole('link', { name: rows[0]?.reference ?? '' }).click();
  await admin.waitForURL(`**/admin/payments/${paymentId}`);
});
