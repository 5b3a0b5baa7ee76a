import { newId } from '@docket/runtime/id';
import { camt053 } from '@docket/testing/camt053';
import { expect, it } from 'vitest';
import { OutcomeUnknown } from '../payment/provider.ts';
import { db } from '../spine/fixtures.ts';
import { fetchStatements } from './fetch-statements.ts';
import { ago, broken, ctx, provider, said, setUpReconciliation } from './fixtures.ts';
import type { StatementSource } from './statement-source.ts';

setUpReconciliation();

const ENTRIES = 10;

/** A bank that goes away in the middle of what it is asked, which the real one is tried with as a process. @param answers before it does */
function bankThatLeaves(answers: number): { readonly source: StatementSource; readonly asked: (string | null)[] } {
  const entries = Array.from({ length: ENTRIES }, (_, n) => ({
    ref: `e${n}`,
    kind: 'payment',
    amountMinor: n + 1,
    reference: newId(),
    bookedAt: ago(3),
  }));
  const asked: (string | null)[] = [];
  const source: StatementSource = {
    name: provider,
    balances: async () => [{ currency: 'INR', amountMinor: 55 }],
    async statement({ after, limit }) {
      asked.push(after);
      if (asked.length === answers + 1) throw new OutcomeUnknown('it went away');
      const from = after === null ? 0 : entries.findIndex(({ ref }) => ref === after) + 1;
      const openingMinor = entries.slice(0, from).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      return camt053(entries.slice(from, from + limit), { id: `from ${from}`, openingMinor });
    },
  };
  return { source, asked };
}

it('goes on after the last entry that was written down, page by page, and says why it stopped', async () => {
  const { source, asked } = bankThatLeaves(2);
  const fetchAll = () => fetchStatements(ctx(), source, undefined, { pageSize: 3 });
  await db.pool.query('INSERT INTO statement_schedules (provider) VALUES ($1)', [provider]);
  const schedule = async () =>
    (
      await db.pool.query(
        'SELECT failure, fetched_at IS NOT NULL AS fetched FROM statement_schedules WHERE provider = $1',
        [provider],
      )
    ).rows;
  await expect(fetchAll()).rejects.toThrow('it went away');
  expect(await schedule()).toEqual([{ failure: 'it went away', fetched: false }]);
  // Two at once take nothing twice.
  await Promise.all([fetchAll(), fetchAll()]);
  expect(asked.slice(0, 4)).toEqual([null, 'e2', 'e5', 'e5']);
  await fetchAll();
  expect(asked.at(-1)).toBe('e9');
  expect(await schedule()).toEqual([{ failure: null, fetched: true }]);
  const { rows } = await db.pool.query(
    'SELECT count(*)::int AS n, sum(amount_minor)::int AS sum FROM bank_entries WHERE provider = $1',
    [provider],
  );
  expect(rows).toEqual([{ n: ENTRIES, sum: 55 }]);
  expect(await said()).toHaveLength(ENTRIES);
  expect(await broken()).toEqual([]);
});
