import { loadavg } from 'node:os';
import { prepare } from '@docket/db/statement';
import { transaction, type Db } from '@docket/db/client';
import { post } from '@docket/domain/ledger/post';
import { rollUp } from '@docket/domain/ledger/roll-up';
import type { AccountRef, NewTransfer } from '@docket/domain/ledger/transfer';
import { newId } from '@docket/runtime/id';
import { closeDb, openDb, testCtx } from '@docket/testing/builders';
import { cloneTemplate } from '@docket/testing/postgres';
import { machine, printTable } from '../lib/report.ts';
import { median } from '../lib/stats.ts';
import { startPostgresForBench } from '../lib/postgres.ts';

const TRANSFERS = 24_000;
const CONNECTIONS = 8;
const WALLETS = 1_000;
const TOGETHER = 16;
const ROLL_MS = 1_000;
/** All ways in turns. */
const ROUNDS = 3;

const wallet = (owner: number): AccountRef => ({ role: 'customer_wallet', owner: `w${owner}`, currency: 'INR' });
const merchant: AccountRef = { role: 'merchant_payable', owner: 'house', currency: 'INR' };
const bank: AccountRef = { role: 'bank', owner: 'house', currency: 'INR' };

function transfer(from: AccountRef, to: AccountRef, amountMinor: bigint): NewTransfer {
  return {
    kind: 'bench',
    subject: { kind: 'adjustment', id: newId() },
    entries: [
      { account: from, side: 'debit', amountMinor },
      { account: to, side: 'credit', amountMinor },
    ],
  };
}

// The least that double entry costs: a transfer, two entries, and both accounts updated, in one statement and without any check.
const bareStatement = prepare(
  'bare_ledger_transfer',
  `WITH t AS (INSERT INTO ledger_transfers (id, phase, kind, subject_kind, subject_id) VALUES ($1::uuid, 'posted', 'bench', 'adjustment', $1::uuid::text)),
        e AS (INSERT INTO ledger_entries (transfer_id, account_id, currency, side, amount, pending)
              VALUES ($1::uuid, $2::uuid, 'INR', 'debit', 1, false), ($1::uuid, $3::uuid, 'INR', 'credit', 1, false)),
        f AS (UPDATE ledger_accounts SET debits_posted = debits_posted + 1 WHERE id = $2)
   UPDATE ledger_accounts SET credits_posted = credits_posted + 1 WHERE id = $3`,
);

type Way = { readonly label: string; readonly each: number; readonly one: (n: number) => Promise<unknown> };

async function rate(count: number, { each, one }: Way): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < count) {
        const n = next;
        next += each;
        await one(n);
      }
    }),
  );
  return count / ((performance.now() - started) / 1_000);
}

async function idsOf(db: Db): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.pool.query<{ id: string; owner: string }>(
    "SELECT id, owner FROM ledger_accounts WHERE role <> 'bank'",
  );
  return new Map(rows.map(({ id, owner }) => [owner, id]));
}

const LOCKED = 'one account, locked by everybody (hot off)';

/** Transfers a second, spread over many accounts and into a single one, beside the bare statement. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const count = Math.round((TRANSFERS * share) / ROUNDS);
  console.log(
    `Method: medians of ${ROUNDS} rounds, all ways in turns, of ${count} transfers of two entries, ${CONNECTIONS} connections, ${WALLETS} wallets; a transaction each, or one for ${TOGETHER}. Rolled up every ${ROLL_MS} ms. Bare: the same rows in one statement, without locks in order, checks of balance or of repetition. Postgres of its own.`,
  );
  console.log(`Machine: ${machine()}; load average ${loadavg()[0]?.toFixed(1) ?? '?'}\n`);
  const postgres = await startPostgresForBench();
  try {
    const database = await cloneTemplate(postgres);
    const db = openDb(database.url, CONNECTIONS + 1);
    const ctx = testCtx(db);
    const write = (transfers: readonly NewTransfer[]) =>
      transaction(db.pool, (client) => post({ client, emit: () => undefined, enqueue: () => undefined }, transfers));
    for (let n = 0; n < WALLETS; n += 50)
      await write(Array.from({ length: 50 }, (_, at) => transfer(bank, wallet(n + at), 1_000_000_000n)));
    await write([transfer(bank, merchant, 1n)]);
    await rollUp(ctx);
    await db.pool.query('VACUUM ANALYZE');
    const ids = await idsOf(db);
    const idOf = (owner: string) => ids.get(owner) ?? '';
    // From an even one to an odd one: nobody waits for two at a time, whatever order they are locked in.
    const even = (n: number) => (2 * n) % WALLETS;
    const spread = (n: number) => transfer(wallet(even(n)), wallet(even(n) + 1), 1n);
    const hot = (n: number) => transfer(wallet(n % WALLETS), merchant, 1n);
    const many = (make: (n: number) => NewTransfer, n: number) =>
      Array.from({ length: TOGETHER }, (_, at) => make(n + at));
    const ways: readonly Way[] = [
      {
        label: 'spread, bare',
        each: 1,
        one: (n) => bareStatement(db.pool, [newId(), idOf(`w${even(n)}`), idOf(`w${even(n) + 1}`)]),
      },
      { label: 'spread', each: 1, one: (n) => write([spread(n)]) },
      { label: `spread, ${TOGETHER} together`, each: TOGETHER, one: (n) => write(many(spread, n)) },
      {
        label: 'one account, bare',
        each: 1,
        one: (n) => bareStatement(db.pool, [newId(), idOf(`w${n % WALLETS}`), idOf('house')]),
      },
      { label: 'one account', each: 1, one: (n) => write([hot(n)]) },
      { label: `one account, ${TOGETHER} together`, each: TOGETHER, one: (n) => write(many(hot, n)) },
    ];
    const rates = new Map<string, number[]>();
    const note = (label: string, found: number) => rates.set(label, [...(rates.get(label) ?? []), found]);
    const roller = setInterval(() => void rollUp(ctx).catch(() => undefined), ROLL_MS);
    const hotIs = (on: boolean) =>
      db.pool.query(`UPDATE ledger_accounts SET hot = $1 WHERE role = 'merchant_payable'`, [on]);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const way of ways) note(way.label, await rate(count, way));
      await hotIs(false);
      note(LOCKED, await rate(count, { label: '', each: 1, one: (n) => write([hot(n)]) }));
      await hotIs(true);
    }
    clearInterval(roller);
    const table = [['what', 'transfers/s', 'of bare']];
    let bare = Number.NaN;
    for (const [label, found] of rates) {
      if (label.endsWith('bare')) bare = median(found);
      table.push([label, median(found).toFixed(0), (median(found) / bare).toFixed(2)]);
    }
    printTable(table);
    await closeDb(db);
    await database.drop();
  } finally {
    await postgres.stop();
  }
}
