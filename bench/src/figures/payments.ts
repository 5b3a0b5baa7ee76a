import { loadavg } from 'node:os';
import { checkInvariants } from '@docket/domain/invariants';
import { placeBooking } from '@docket/domain/booking/place';
import { bookingGates } from '@docket/domain/gates';
import { setFaults } from '@docket/testing/bank';
import { testCtx } from '@docket/testing/builders';
import { makeBuyers, type Buyer } from '@docket/testing/buyers';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { BANK_API_KEY, type Installation } from '@docket/testing/installation';
import { waitFor } from '@docket/testing/wait';
import type { Due, PaymentLoad, PaymentLoadResult } from '../load/payment-load.ts';
import { socketTokens } from '../lib/buyers.ts';
import { cpuDuring, postmasterOf } from '../lib/cpu.ts';
import { startHelper } from '../lib/helper.ts';
import { machine, printTable } from '../lib/report.ts';
import { countStatements, writeStatements } from '../lib/postgres.ts';
import { withPaymentStack } from '../lib/stack.ts';
import { ms, quantile } from '../lib/stats.ts';

/** How long the bank takes to answer whatever it is asked, and how often a payment asks it. */
const BANK_MS = 50;
const QUESTIONS = 2;
const CROWD = 32;
const CROWDED = 2_000;
/** Two people who pay at their leisure: what a payment costs while nobody waits for anybody. */
const FEW = 2;
const CALM = 300;
const WARM_UP = 300;
const BUDGET_MS = 100;
const ROWS = 20;
const PER_ROW = 20;

/** Bookings that are held, by the verb and the worker. */
async function held(installation: Installation, count: number): Promise<{ dues: Due[]; buyers: Buyer[] }> {
  const { db } = installation;
  const buyers = await makeBuyers(db, count);
  const shows: string[] = [];
  for (let n = 0; n < Math.ceil(count / (ROWS * PER_ROW)); n += 1)
    shows.push((await makeShow(db, { rows: ROWS, seatsPerRow: PER_ROW, priceMinor: 45_000 })).showId);
  const ids: string[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let n = next++; n < count; n = next++) {
        const [buyer, showId] = [buyers[n], shows[Math.floor(n / (ROWS * PER_ROW))]];
        if (buyer === undefined || showId === undefined) throw new Error('nobody, or nothing, to book');
        const seats = [labelOf((n % (ROWS * PER_ROW)) + 1, PER_ROW)];
        const wish = { kind: 'seats', showId, seats, idempotencyKey: null, depthLimit: 100_000 } as const;
        ids[n] = (await placeBooking(testCtx(db, buyer.user), wish, bookingGates({ pass: '' }))).bookingId;
      }
    }),
  );
  const amounts = await waitFor(
    'all bookings to be held',
    async () => {
      const { rows } = await db.pool.query<{ id: string; amount: number }>(
        `SELECT id, price_minor::int AS amount FROM bookings WHERE id = ANY ($1::uuid[]) AND status = 'HELD'`,
        [ids],
      );
      return rows.length === count && new Map(rows.map(({ id, amount }) => [id, amount]));
    },
    { timeoutMs: 120_000, everyMs: 100 },
  );
  const dues = buyers.map(({ token }, n): Due => {
    const bookingId = ids[n] ?? '';
    return { token, bookingId, amount: amounts.get(bookingId) ?? 0 };
  });
  return { dues, buyers };
}

/** What of a payment is not the bank's: each of its two answers is late by as much as it was told to be. */
const own = ({ paid }: PaymentLoadResult) =>
  paid.map(({ begunMs, confirmedMs }) => begunMs + confirmedMs - QUESTIONS * BANK_MS);

function rowsOf(name: string, result: PaymentLoadResult): string[][] {
  const part = (label: string, times: readonly number[], rate = ''): string[] => [
    label,
    rate,
    ms(quantile(times, 0.5)),
    ms(quantile(times, 0.99)),
  ];
  return [
    part(
      `${name}: all, less the bank’s ${QUESTIONS} x ${BANK_MS} ms`,
      own(result),
      (result.paid.length / result.seconds).toFixed(0),
    ),
    part(
      '  intent to the way to pay, with the bank',
      result.paid.map(({ begunMs }) => begunMs),
    ),
    part(
      '  paid at the bank to CONFIRMED, with the bank',
      result.paid.map(({ confirmedMs }) => confirmedMs),
    ),
  ];
}

/** The whole way of a payment: intent, bank, callback, inbox, worker, bank again, event, socket. */
export async function run({
  share,
  profile,
}: {
  readonly share: number;
  readonly profile: string | undefined;
}): Promise<void> {
  const [warm, calm, crowded] = [WARM_UP, CALM, CROWDED].map((count) => Math.ceil(count * share)) as [
    number,
    number,
    number,
  ];
  console.log(
    `Method: bookings that are held are paid for by UPI: POST /payment/, the approval at the bank that comes along, its call to webhooks, the worker that asks the bank, and`,
  );
  console.log(
    `booking.updated CONFIRMED on the buyer’s socket, for which the buyer waits before the next begins. The bank answers each of the ${QUESTIONS} questions of a payment ${BANK_MS} ms late. ${calm} payments`,
  );
  console.log(
    `of ${FEW} buyers at a time, then ${crowded} of ${CROWD}; ${warm} before that do not count. One process each of api, worker, gateway, webhooks and bank. Floor: the bank alone with the same generator: charge, approval, question.`,
  );
  const load = () => loadavg()[0]?.toFixed(1) ?? '?';
  console.log(`Machine: ${machine()}, shared by all of them, Postgres and Redis; load average ${load()}\n`);
  await withPaymentStack(
    async ({ installation, services, bank, webhooks }) => {
      const { db } = installation;
      const { dues, buyers } = await held(installation, warm + calm + crowded);
      const helper = startHelper<PaymentLoad>('payment-load.ts');
      try {
        await helper.call('listen', {
          port: Number(new URL(services.realtime.url).port),
          tokens: await socketTokens(db, buyers, installation.env['REALTIME_JWT_SECRET'] ?? ''),
        });
        await setFaults(bank.url, { answers: { slow: { ms: BANK_MS } } });
        const pay = (some: readonly Due[], lanes: number) =>
          helper.call('pay', { apiUrl: services.api.url, bankUrl: bank.url, lanes, dues: some });
        await pay(dues.slice(0, warm), CROWD);
        if (profile !== undefined) await countStatements(db);
        const few = await pay(dues.slice(warm, warm + calm), FEW);
        if (profile !== undefined) await writeStatements(db, profile);
        const pids = {
          api: services.api.pid,
          worker: services.worker.pid,
          realtime: services.realtime.pid,
          webhooks: webhooks.pid,
          bank: bank.pid,
          postgres: await postmasterOf(db.pool),
          redis: installation.redis.pid(),
          generator: helper.pid,
        };
        const { result: many, seconds } = await cpuDuring(pids, () => pay(dues.slice(warm + calm), CROWD));
        const floor = await helper.call('bankAlone', {
          bankUrl: bank.url,
          key: BANK_API_KEY,
          lanes: CROWD,
          count: crowded,
        });
        printTable([
          ['', 'a second', 'p50', 'p99'],
          ...rowsOf(`${FEW} at a time`, few),
          ...rowsOf(`${CROWD} at a time`, many),
          ['floor: the bank alone', (crowded / floor).toFixed(0), '', ''],
        ]);
        console.log();
        const used = [...seconds.values()];
        printTable([
          ['CPU', ...seconds.keys(), 'together'],
          [
            'µs a payment',
            ...[...used, used.reduce((sum, each) => sum + each, 0)].map((each) => ((each / crowded) * 1e6).toFixed(0)),
          ],
          ['of a core', ...used.map((each) => `${((each / many.seconds) * 100).toFixed(0)} %`), ''],
        ]);
        const { invariants } = await checkInvariants(testCtx(db));
        // There is no worker for mail here.
        const broken = invariants
          .filter(({ ok, name }) => !ok && name !== 'every queue served')
          .map(({ name }) => name);
        const whole = few.missing + many.missing === 0 && many.paid.length === crowded;
        if (!whole || broken.length > 0) process.exitCode = 1;
        console.log(
          `\nconfirmed ${few.paid.length + many.paid.length} of ${calm + crowded}; invariants ${broken.length === 0 ? 'hold' : `BROKEN: ${broken.join(', ')}`}; load average ${load()}`,
        );
        const p99 = quantile(own(few), 0.99);
        console.log(
          `Budget: what is ours of a payment, p99 below ${BUDGET_MS} ms with ${FEW} at a time: ${ms(p99)}, ${p99 < BUDGET_MS ? 'kept' : 'MISSED'}; ` +
            `${(crowded / many.seconds / (crowded / floor)).toFixed(2)} of the bank alone`,
        );
      } finally {
        helper.end();
      }
    },
    { profile },
  );
}
