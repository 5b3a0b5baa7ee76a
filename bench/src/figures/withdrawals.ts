import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepare } from '@docket/db/statement';
import { transaction, type Db } from '@docket/db/client';
import { checkInvariants } from '@docket/domain/invariants';
import { post } from '@docket/domain/ledger/post';
import { rollUp } from '@docket/domain/ledger/roll-up';
import { advanceWithdrawals } from '@docket/domain/wallet/advance-withdrawals';
import type { PayoutProvider } from '@docket/domain/wallet/payout-provider';
import { requestWithdrawal } from '@docket/domain/wallet/request-withdrawal';
import { sweepWithdrawals } from '@docket/domain/wallet/sweep-withdrawals';
import { newId } from '@docket/runtime/id';
import { closeDb, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { makeBuyers } from '@docket/testing/buyers';
import { cloneTemplate } from '@docket/testing/postgres';
import { machine, printTable } from '../lib/report.ts';
import { median, ms } from '../lib/stats.ts';
import { startPostgresForBench } from '../lib/postgres.ts';

const ACCOUNTS = 1_000;
const EACH = 3;
const HOT = 1_000;
const CONNECTIONS = 8;
const ROLL_MS = 1_000;
const CURRENCY = 'INR';
const HOME = { type: 'vpa', vpa: 'meera@docketbank', name: 'Meera' } as const;
/** With a bank that takes its time, how many are under way at once shows. */
const BANK_MS = 50;
const SLOW_ACCOUNTS = 200;
/** Wallets under way at a time in one worker (`sweepWithdrawals`). */
const LANES = 8;

// The least that a withdrawal costs: its row; money that is reserved, ended and moved (three transfers of two entries); nothing is checked or locked in order.
const bareAsk = prepare(
  'bare_withdrawal_ask',
  `WITH t AS (INSERT INTO ledger_transfers (id, phase, kind, subject_kind, subject_id) VALUES ($2::uuid, 'pending', 'bench.ask', 'withdrawal', $1::uuid::text)),
        e AS (INSERT INTO ledger_entries (transfer_id, account_id, currency, side, amount, pending)
              VALUES ($2::uuid, $4::uuid, 'INR', 'debit', 1, true), ($2::uuid, $5::uuid, 'INR', 'credit', 1, true)),
        w AS (UPDATE ledger_accounts SET debits_pending = debits_pending + 1 WHERE id = $4::uuid)
   INSERT INTO withdrawals (id, user_id, sequence, amount, currency, destination, provider, transfer_id) VALUES ($1::uuid, $3::uuid, $6, 1, 'INR', '{}', 'bank', $2::uuid)`,
);
const barePay = prepare(
  'bare_withdrawal_pay',
  `WITH s AS (INSERT INTO ledger_transfers (id, phase, kind, subject_kind, subject_id, pending_id) VALUES ($3::uuid, 'settled', 'bench.ask', 'withdrawal', $1::uuid::text, $2::uuid)),
        t AS (INSERT INTO ledger_transfers (id, phase, kind, subject_kind, subject_id) VALUES ($4::uuid, 'posted', 'bench.paid', 'withdrawal', $1::uuid::text)),
        e AS (INSERT INTO ledger_entries (transfer_id, account_id, currency, side, amount, pending)
              VALUES ($3::uuid, $5::uuid, 'INR', 'debit', 1, false), ($3::uuid, $6::uuid, 'INR', 'credit', 1, false),
                     ($4::uuid, $6::uuid, 'INR', 'debit', 1, false), ($4::uuid, $7::uuid, 'INR', 'credit', 1, false)),
        w AS (UPDATE ledger_accounts SET debits_posted = debits_posted + 1, debits_ended = debits_ended + 1 WHERE id = $5::uuid)
   UPDATE withdrawals SET status = 'PAID', updated_at = clock_timestamp() WHERE id = $1`,
);

/** A bank that has paid when it answers, so late. */
function bank(lateMs: number): PayoutProvider & { readonly order: string[] } {
  const order: string[] = [];
  const paid = async (reference: string) => {
    if (lateMs > 0) await sleep(lateMs);
    return { providerRef: `p-${reference}`, state: 'paid', failure: null } as const;
  };
  return {
    name: 'bank',
    order,
    createPayout: ({ reference }) => {
      order.push(reference);
      return paid(reference);
    },
    fetchPayout: ({ reference }) => paid(reference),
  };
}

async function rate(count: number, one: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let n = next++; n < count; n = next++) await one(n);
    }),
  );
  return count / ((performance.now() - started) / 1_000);
}

async function fund(db: Db, users: readonly TestUser[]): Promise<void> {
  for (let n = 0; n < users.length; n += 50)
    await transaction(db.pool, (client) =>
      post(
        { client, emit: () => undefined, enqueue: () => undefined },
        users.slice(n, n + 50).map(({ userId }) => ({
          kind: 'bench.funded',
          subject: { kind: 'adjustment', id: newId() },
          entries: [
            { account: { role: 'bank', owner: 'house', currency: CURRENCY }, side: 'debit', amountMinor: 10_000_000n },
            {
              account: { role: 'customer_wallet', owner: userId, currency: CURRENCY },
              side: 'credit',
              amountMinor: 10_000_000n,
            },
          ],
        })),
      ),
    );
}

type Bare = { readonly ask: number; readonly pay: number };

/** Both statements for as many, each account's one after the other where it is one account. */
async function bare(db: Db, users: readonly TestUser[], count: number): Promise<Bare> {
  const { rows } = await db.pool.query<{ id: string; role: string; owner: string }>(
    'SELECT id, role, owner FROM ledger_accounts',
  );
  const of = (role: string, owner: string) => rows.find((row) => row.role === role && row.owner === owner)?.id ?? '';
  const wallets = new Map(
    rows.filter(({ role }) => role === 'customer_wallet').map(({ owner, id }) => [owner, id] as const),
  );
  const [payable, receivable] = [of('payouts_payable', 'bank'), of('provider_receivable', 'bank')];
  const all = Array.from({ length: count }, (_, n) => ({
    id: newId(),
    transfer: newId(),
    userId: users[n % users.length]?.userId ?? '',
    sequence: 1_000_000 + n,
  }));
  const ask = await rate(count, async (n) => {
    const one = all[n];
    if (one !== undefined)
      await bareAsk(db.pool, [one.id, one.transfer, one.userId, wallets.get(one.userId) ?? '', payable, one.sequence]);
  });
  const pay = await rate(count, async (n) => {
    const one = all[n];
    if (one !== undefined)
      await barePay(db.pool, [
        one.id,
        one.transfer,
        newId(),
        newId(),
        wallets.get(one.userId) ?? '',
        payable,
        receivable,
      ]);
  });
  return { ask, pay };
}

const ROUNDS = 3;

/** Withdrawals a second: asked for and carried out, of many wallets and of one. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const [accounts, hot, slow] = [ACCOUNTS, HOT, SLOW_ACCOUNTS].map((n) => Math.max(8, Math.round(n * share))) as [
    number,
    number,
    number,
  ];
  console.log(
    `Method: ${EACH} withdrawals of each of ${accounts} wallets, and ${hot} of one, asked for and carried out by the verbs that api and worker call, on ${CONNECTIONS} connections. The bank is in`,
  );
  console.log(
    `this process and has paid when it answers: at once, and ${BANK_MS} ms late for one of each of ${slow} wallets. Floor: the same rows in a statement for each half, without locks, checks,`,
  );
  console.log(
    `events or jobs. Medians of ${ROUNDS} rounds, each with wallets of its own. Postgres of its own, without fsync.`,
  );
  console.log(`Machine: ${machine()}; load average ${loadavg()[0]?.toFixed(1) ?? '?'}\n`);
  const postgres = await startPostgresForBench();
  try {
    const database = await cloneTemplate(postgres);
    const db = openDb(database.url, CONNECTIONS + 2);
    const ctx = testCtx(db);
    const found: Record<string, number[]> = {};
    const note = (label: string, value: number) => void (found[label] ??= []).push(value);
    const late: number[] = [];
    const ask = (user: TestUser) =>
      requestWithdrawal(testCtx(db, user), {
        amount: 1,
        currency: CURRENCY,
        destination: HOME,
        idempotencyKey: newId(),
      });
    const carryOut = async (provider: PayoutProvider): Promise<void> => {
      while (await sweepWithdrawals(ctx, provider));
    };
    const roller = setInterval(() => void rollUp(ctx).catch(() => undefined), ROLL_MS);
    for (let round = 0; round < ROUNDS; round += 1) {
      const people = (await makeBuyers(db, accounts + slow + 1)).map(({ user }) => user);
      const [many, few] = [people.slice(0, accounts), people.slice(accounts, accounts + slow)];
      const one = people.at(-1);
      if (one === undefined) throw new Error('nobody was made');
      await fund(db, people);
      await db.pool.query('VACUUM ANALYZE');
      note('wallets ask', await rate(accounts * EACH, (n) => ask(many[n % accounts] ?? one)));
      const started = performance.now();
      await carryOut(bank(0));
      note('wallets pay', (accounts * EACH) / ((performance.now() - started) / 1_000));

      const asked: string[] = [];
      note(
        'one ask',
        await rate(hot, async () => {
          await ask(one);
        }),
      );
      const { rows } = await db.pool.query<{ id: string }>(
        'SELECT id FROM withdrawals WHERE user_id = $1 ORDER BY sequence',
        [one.userId],
      );
      asked.push(...rows.map(({ id }) => id));
      const instant = bank(0);
      const hotStarted = performance.now();
      // Four workers at once, of which one has the wallet at any time.
      await Promise.all(
        Array.from({ length: 4 }, async () => {
          while (instant.order.length < hot) {
            await advanceWithdrawals(ctx, { userId: one.userId }, instant);
            await sleep(1);
          }
        }),
      );
      await advanceWithdrawals(ctx, { userId: one.userId }, instant);
      note('one pay', hot / ((performance.now() - hotStarted) / 1_000));
      if (instant.order.join() !== asked.join())
        throw new Error('the withdrawals of one wallet were not paid in order');

      await Promise.all(few.map(ask));
      const slowStarted = performance.now();
      await carryOut(bank(BANK_MS));
      const took = performance.now() - slowStarted;
      note('slow pay', slow / (took / 1_000));
      late.push((took * LANES) / slow - BANK_MS);

      const spread = await bare(db, many, accounts * EACH);
      note('wallets ask bare', spread.ask);
      note('wallets pay bare', spread.pay);
      const single = await bare(db, [one], hot);
      note('one ask bare', single.ask);
      note('one pay bare', single.pay);
      // What the floor leaves is nobody's: it keeps to no rule.
      await db.pool.query('DELETE FROM withdrawals WHERE sequence >= 1000000');
    }
    clearInterval(roller);
    const of = (label: string) => median(found[label] ?? []);
    const row = (label: string, key: string) => [
      label,
      of(key).toFixed(0),
      of(`${key} bare`).toFixed(0),
      (of(key) / of(`${key} bare`)).toFixed(2),
    ];
    printTable([
      ['', 'a second', 'bare', 'of bare'],
      row(`${accounts} wallets: asked for`, 'wallets ask'),
      row(`${accounts} wallets: carried out`, 'wallets pay'),
      row('one wallet: asked for', 'one ask'),
      row('one wallet: carried out, in order', 'one pay'),
      [
        `a bank that is ${BANK_MS} ms late, ${LANES} at a time`,
        of('slow pay').toFixed(0),
        ((1_000 / BANK_MS) * LANES).toFixed(0),
        (of('slow pay') / ((1_000 / BANK_MS) * LANES)).toFixed(2),
      ],
    ]);
    const { rows } = await db.pool.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM withdrawals WHERE status <> 'PAID'`,
    );
    const broken = (await checkInvariants(ctx)).invariants
      .filter(({ ok, name }) => !ok && name.startsWith('withdrawals: one'))
      .map(({ name }) => name);
    if (rows[0]?.open !== 0 || broken.length > 0) process.exitCode = 1;
    console.log(
      `\nours beside the bank’s ${BANK_MS} ms: ${ms(median(late))} a withdrawal; ${rows[0]?.open ?? '?'} not paid; never two of a wallet in flight: ${broken.length === 0 ? 'yes' : 'NO'}; load average ${loadavg()[0]?.toFixed(1) ?? '?'}`,
    );
    await closeDb(db);
    await database.drop();
  } finally {
    await postgres.stop();
  }
}
