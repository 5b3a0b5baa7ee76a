import { expect, it } from 'vitest';
import { newId } from '@docket/runtime/id';
import { findings, open, openAsAdmin, setStage } from './support.ts';

const stage = setStage();

it('shows admins what providers have called in, as it comes, and lets them replay and park it', async () => {
  const { pool } = stage.docket.db;
  const admin = await openAsAdmin(stage);
  const reference = newId();
  await open(admin, `/admin/inbox?q=${reference}`);
  await admin.getByText('No such event').waitFor();
  const id = newId();
  await pool.query(
    `INSERT INTO inbox_events (id, provider, event_id, headers, body, status, type, kind, reference, attempts, fence, error, done_at)
     VALUES ($1, 'bank', $2, '{"webhook-id": "evt"}', $3, 'PARKED', 'payment.captured', 'payment', $4, 1, 1, 'no payment of ours has this reference', now())`,
    [id, `evt_${id}`, Buffer.from(`{"reference": "${reference}", "amount": 19000}`), reference],
  );
  // It comes without anybody asking.
  const row = admin.locator(`[data-testid="inbox-event"][data-event="${id}"]`);
  await row.waitFor();
  expect(await findings(admin)).toEqual([]);
  await row.getByRole('link').click();
  await admin.getByText('"amount": 19000').waitFor();
  await admin.getByText('no payment of ours has this reference').waitFor();
  expect(await findings(admin)).toEqual([]);

  await admin.getByRole('button', { name: 'Leave parked' }).click();
  await admin.getByText('admin has left it parked').waitFor();
  await admin.getByRole('button', { name: 'Replay' }).click();
  // It waits to be processed; a worker may have come to it before that was seen, and have parked it again by itself.
  await admin.getByText('admin has left it parked').waitFor({ state: 'detached' });
  const { rows } = await pool.query('SELECT parked_by FROM inbox_events WHERE id = $1', [id]);
  expect(rows).toEqual([{ parked_by: null }]);
  await open(admin, `/admin/inbox/${newId()}`);
  await admin.getByText('There is no such event').waitFor();
});
