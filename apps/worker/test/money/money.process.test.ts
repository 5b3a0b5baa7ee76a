import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { getInvariants } from '@docket/contracts/http/invariants';
import type { Payment } from '@docket/contracts/http/payment';
import { BankRecord, setFaults, settledAtBank } from '@docket/testing/bank';
import { makeBuyers } from '@docket/testing/buyers';
import { makeShow } from '@docket/testing/catalog';
import { withoutGuard } from '@docket/testing/guards';
import { waitFor } from '@docket/testing/wait';
import { killAround, settle } from './chaos.ts';
import { differenceOfBooks, unevenCalls, unevenOutcomes, unevenPayouts } from './findings.ts';
import { Person } from './people.ts';
import { PARTS, setMoneyStage, type MoneyStage } from './stage.ts';

let stage: MoneyStage;
let record: BankRecord;
let showId: string;
let admin: Person;
beforeAll(async () => {
  stage = await setMoneyStage();
  record = new BankRecord(stage.installation.dataDir);
  ({ showId } = await makeShow(stage.installation.db, { rows: 10, startsIn: 200_000, priceMinor: 45_000 }));
  [admin] = (await Person.make(stage, 1, 'admin')) as [Person];
});
afterAll(async () => {
  record.close();
  await stage.dispose();
});

let lastSeat = 0;
const nextSeat = () => (lastSeat += 1);
const db = () => stage.installation.db;

/** All that must hold of everything so far. */
async function findings(wallets: readonly Person[]): Promise<Readonly<Record<string, unknown>>> {
  const [token] = await makeBuyers(db(), 1, 'admin');
  const report = await stage.docketOf(token?.token ?? '').call(getInvariants);
  return {
    // Of the judge and of mail, which have no worker here.
    invariants: report.invariants
      .filter(({ ok, name }) => !ok && name !== 'every queue served')
      .map(({ name }) => name),
    outcomes: await unevenOutcomes(db(), record),
    payouts: await unevenPayouts(
      db(),
      record,
      wallets.map(({ userId }) => userId),
    ),
    books: await differenceOfBooks(db(), await settledAtBank(stage.bankUrl)),
    calls: await unevenCalls(db(), record),
  };
}

const NOTHING = { invariants: [], outcomes: [], payouts: [], books: 0, calls: [] };

const paymentIs = ({ paymentId }: Payment, ...statuses: readonly string[]) =>
  waitFor(
    `the payment to be ${statuses.join(' or ')}`,
    async () => {
      const { rows } = await db().pool.query('SELECT status FROM payments WHERE id = $1', [paymentId]);
      return statuses.includes(String(rows[0]?.status));
    },
    { timeoutMs: 60_000, everyMs: 100 },
  );

/** Each of them buys in another way, and does with it what people do. */
const WAYS: readonly ((person: Person, seat: number) => Promise<void>)[] = [
  async (person, seat) => {
    const bookingId = await person.hold(showId, seat);
    await person.approve(await person.begin(bookingId, 'upi'));
    await person.until(bookingId, 'CONFIRMED');
  },
  async (person, seat) => {
    const bookingId = await person.hold(showId, seat);
    await person.approve(await person.begin(bookingId, 'netbanking'));
    await person.until(bookingId, 'CONFIRMED');
    await person.giveBack(bookingId);
  },
  async (person, seat) => {
    const bookingId = await person.hold(showId, seat);
    const payment = await person.begin(bookingId, 'bank_transfer');
    await person.approve(payment);
    await person.until(bookingId, 'CONFIRMED');
    await admin.refund(payment.paymentId, 700);
    await admin.refund(payment.paymentId);
  },
  // Another amount than was owed.
  async (person, seat) => {
    const bookingId = await person.hold(showId, seat);
    const payment = await person.begin(bookingId, 'bank_transfer');
    await person.approve(payment, -100);
    await paymentIs(payment, 'CONFLICTED');
    await admin.refund(payment.paymentId);
  },
  // Twice the right amount, one after the other.
  async (person, seat) => {
    const bookingId = await person.hold(showId, seat);
    const payment = await person.begin(bookingId, 'bank_transfer');
    await Promise.all([person.approve(payment), person.approve(payment)]);
    await waitFor(
      'what is too much',
      async () => {
        const { rows } = await db().pool.query('SELECT captured_minor::int AS captured FROM payments WHERE id = $1', [
          payment.paymentId,
        ]);
        return rows[0]?.captured === 2 * payment.amountMinor;
      },
      { timeoutMs: 60_000, everyMs: 100 },
    );
    const { rows } = await db().pool.query('SELECT status FROM payments WHERE id = $1', [payment.paymentId]);
    if (rows[0]?.status !== 'CONFLICTED') return;
    // Both had come before anybody looked.
    await admin.refund(payment.paymentId);
  },
  // Given up, then paid in another way.
  async (person, seat) => {
    const bookingId = await person.hold(showId, seat);
    await person.giveUp(await person.begin(bookingId, 'netbanking'));
    await person.approve(await person.begin(bookingId, 'upi'));
    await person.until(bookingId, 'CONFIRMED');
  },
];

/** So that there is somebody at every step, whatever is killed. */
const APART_MS = 300;

describe('the whole way of money', () => {
  it('comes to one end for each payment, whatever is killed and whatever the bank does', async () => {
    const buyers = await Person.make(stage, 30);
    const wallets = await Person.make(stage, 3);
    let over = false;
    const killing = killAround(stage, () => over);
    const all = await Promise.allSettled([
      ...buyers.map(async (person, at) => {
        await sleep(at * APART_MS);
        await WAYS[at % WAYS.length]?.(person, nextSeat());
      }),
      ...wallets.map(async (person) => {
        await person.deposit(50_000);
        for (let n = 0; n < 6; n += 1) await person.withdraw(1_000 + n);
      }),
    ]);
    over = true;
    const kills = await killing;
    expect(all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual([]);
    await settle(stage, record);
    expect(await findings(wallets)).toEqual(NOTHING);
    // It was not a quiet day.
    const { deliveries, sent, refused, dropped } = record.callbacks();
    expect(kills).toBeGreaterThanOrEqual(2 * PARTS.length);
    expect(deliveries).toBeGreaterThan(sent);
    expect(refused).toBeGreaterThan(0);
    expect(dropped).toBeGreaterThan(0);
  });
});

/** Statements that are done before a test, and after it, whatever becomes of it. */
async function meanwhile(before: string, after: string): Promise<void> {
  await db().pool.query(before);
  onTestFinished(async () => void (await db().pool.query(after)));
}

const allPaid = (person: Person) =>
  waitFor(
    'all withdrawals to come to an end',
    async () => {
      const { rows } = await db().pool.query(
        `SELECT FROM withdrawals WHERE user_id = $1 AND status NOT IN ('PAID', 'FAILED')`,
        [person.userId],
      );
      if (rows.length > 0)
        await db().pool.query('UPDATE withdrawals SET next_look_at = NULL WHERE user_id = $1', [person.userId]);
      return rows.length === 0;
    },
    { timeoutMs: 30_000, everyMs: 200 },
  );

async function withWallet(): Promise<Person> {
  const [person] = await Person.make(stage, 1);
  if (person === undefined) throw new Error('nobody was made');
  await person.deposit(50_000);
  return person;
}

// The findings above are none because there is a guard for each: without it they are there. What these leave behind does not hold any more.
describe('without its guard', () => {
  const CLAIM = 'claim_withdrawal';
  const OPEN = `o.status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT')`;

  it('a wallet has two payouts under way at the bank', async () => {
    const person = await withWallet();
    await db().pool.query('DROP INDEX withdrawals_one_in_flight');
    const putBack = await withoutGuard(db(), CLAIM, OPEN, `o.status = 'WAITING'`);
    for (let n = 0; n < 4; n += 1) await person.withdraw(1_000);
    await waitFor('all to be asked for', async () => {
      const { rows } = await db().pool.query(
        `SELECT FROM withdrawals WHERE user_id = $1 AND status IN ('WAITING', 'SENDING')`,
        [person.userId],
      );
      return rows.length === 0;
    });
    await putBack();
    await allPaid(person);
    await db().pool.query(
      `CREATE UNIQUE INDEX withdrawals_one_in_flight ON withdrawals (user_id) WHERE status IN ('SENDING', 'UNKNOWN', 'SENT')`,
    );
    expect((await unevenPayouts(db(), record, [person.userId])).join()).toContain('was under way');
  });

  it('payouts of a wallet are made in another order than they were asked for', async () => {
    const person = await withWallet();
    const putBack = await withoutGuard(
      db(),
      CLAIM,
      `ORDER BY o.sequence LIMIT 1`,
      `ORDER BY (o.status = 'WAITING'), o.sequence DESC LIMIT 1`,
    );
    for (let n = 0; n < 5; n += 1) await person.withdraw(1_000);
    await allPaid(person);
    await putBack();
    expect((await unevenPayouts(db(), record, [person.userId])).join()).toContain('were made in the order');
  });

  it('a callback that comes twice is there twice', async () => {
    expect(await unevenCalls(db(), record)).toEqual([]);
    await meanwhile(
      'DROP INDEX inbox_events_provider_event_id_key',
      `DELETE FROM inbox_events a USING inbox_events b WHERE a.provider = b.provider AND a.event_id = b.event_id AND a.id > b.id;
       CREATE UNIQUE INDEX inbox_events_provider_event_id_key ON inbox_events (provider, event_id)`,
    );
    await setFaults(stage.bankUrl, { callbacks: { duplicate: { copies: 1 } } });
    await withWallet();
    await setFaults(stage.bankUrl, {});
    await waitFor('both of a call', async () => (await unevenCalls(db(), record)).join().includes('twice'));
  });

  it('a refund whose job is in Redis alone never goes out when Redis has forgotten it', async () => {
    const [one, other] = (await Person.make(stage, 2)) as [Person, Person];
    const wrong = async (person: Person): Promise<Payment> => {
      const payment = await person.begin(await person.hold(showId, nextSeat()), 'bank_transfer');
      await person.approve(payment, -100);
      await paymentIs(payment, 'CONFLICTED');
      return payment;
    };
    const idOf = ({ attempts }: Payment) => attempts.at(-1)?.attemptId ?? '';
    const [lost, sent] = [await wrong(one), await wrong(other)];
    await stage.kill('worker');
    await meanwhile(
      `CREATE FUNCTION lose_it() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
       CREATE TRIGGER lose_it BEFORE INSERT ON outbox FOR EACH ROW WHEN (NEW.name = 'refund.send') EXECUTE FUNCTION lose_it()`,
      'DROP TRIGGER IF EXISTS lose_it ON outbox; DROP FUNCTION lose_it',
    );
    await admin.refund(lost.paymentId);
    await db().pool.query('DROP TRIGGER lose_it ON outbox');
    await admin.refund(sent.paymentId);
    await stage.installation.redis.restart({ empty: true });
    await stage.revive('worker');
    // The other one has come to its end, and this one has not.
    await waitFor('the other refund', async () => !(await unevenOutcomes(db(), record)).join().includes(idOf(sent)));
    expect((await unevenOutcomes(db(), record)).join()).toContain(
      `${idOf(lost)}: it was neither delivered nor paid back`,
    );
  });

  it('money that the bank paid out is counted as ours, when silence is taken for a refusal', async () => {
    const person = await withWallet();
    const before = await differenceOfBooks(db(), await settledAtBank(stage.bankUrl));
    await meanwhile(
      `CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.status := 'FAILED'; RETURN NEW; END $$;
       CREATE TRIGGER give_up BEFORE UPDATE ON withdrawals FOR EACH ROW WHEN (NEW.status = 'UNKNOWN') EXECUTE FUNCTION give_up()`,
      'DROP TRIGGER give_up ON withdrawals; DROP FUNCTION give_up',
    );
    await setFaults(stage.bankUrl, { answers: { cutAfter: { times: 1 } } });
    await person.withdraw(1_234);
    await allPaid(person);
    await waitFor('the bank to have paid', () => record.payouts().every(({ until }) => until !== null));
    expect((await differenceOfBooks(db(), await settledAtBank(stage.bankUrl))) - before).toBe(1_234);
  });
});
