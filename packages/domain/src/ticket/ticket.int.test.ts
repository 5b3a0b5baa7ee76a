import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Scan, ScanResult } from '@docket/contracts/http/ticket';
import { readPayload } from '@docket/contracts/ticket/payload';
import { TICKET_VECTORS, VECTOR_KEY, VECTOR_SIGNING_KEY } from '@docket/contracts/ticket/vectors';
import { verifyTicket } from '@docket/client/ticket-verify';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { makeShow, type ShowOptions, type TestShow } from '@docket/testing/catalog';
import { createDatabaseForThisTest, createTestDatabase } from '@docket/testing/database';
import { confirmBooking } from '@docket/testing/confirm-booking';
import { holdBookings } from '../booking/hold.ts';
import { placeBooking } from '../booking/place.ts';
import { setConfirmed, setStatus } from '../booking/status.ts';
import { change } from '../spine/emit.ts';
import { checkInvariants } from '../invariants.ts';
import { checkIn, checkInBatch } from './check-in.ts';
import { countEntries } from './count-entries.ts';
import { getBookingTickets } from './get.ts';
import { getTicketKeys } from './keys.ts';
import { signingKey, signTicket, toJwk } from './signing-key.ts';
import { reactions } from '../reactions.ts';
import { bookingGates } from '../gates.ts';

/** Begins in ten minutes: the doors are open. */
const SOON: ShowOptions = { startsIn: 600 };

let db: Db;
let drop: () => Promise<void>;
let buyer: TestUser;
let manager: TestUser;

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url, 16);
  drop = () => database.drop();
  buyer = await makeUser(db);
  manager = await makeUser(db, 'manager');
});

afterAll(async () => {
  await closeDb(db);
  await drop();
});

async function hold(show: TestShow, seats: readonly string[], who = buyer, on = db): Promise<string> {
  const { bookingId } = await placeBooking(
    testCtx(on, who),
    {
      kind: 'seats',
      showId: show.showId,
      seats,
      idempotencyKey: null,
      depthLimit: 1_000,
    },
    bookingGates({ pass: '' }),
  );
  await holdBookings(testCtx(on), { bookingIds: [bookingId] });
  return bookingId;
}

async function ticketsFor(show: TestShow, seats: readonly string[], who = buyer, on = db) {
  const id = await hold(show, seats, who, on);
  await confirmBooking(testCtx(on, who), { id }, reactions);
  return (await getBookingTickets(testCtx(on, who), { id })).tickets;
}

async function ticketFor(show: TestShow, seat = 'A1', on = db, who = buyer) {
  const [ticket] = await ticketsFor(show, [seat], who, on);
  return ticket ?? expect.fail('no ticket');
}

const nonce = () => randomBytes(12).toString('base64url');

function scan(show: TestShow, what: Omit<Scan, 'nonce'> & { readonly nonce?: string }, on = db): Promise<ScanResult> {
  return checkIn(testCtx(on), { showId: show.showId, scan: { nonce: nonce(), ...what } });
}

async function allHolds(on = db): Promise<void> {
  const report = await checkInvariants(testCtx(on));
  expect(report.invariants.filter(({ ok }) => !ok)).toEqual([]);
}

describe('tickets', () => {
  it('come with the confirmation, one per seat, and verify with the published keys', async () => {
    const show = await makeShow(db, SOON);
    const id = await hold(show, ['A2', 'B1']);
    const get = (who = buyer) => getBookingTickets(testCtx(db, who), { id });
    await expect(get()).rejects.toMatchObject({ code: 'booking_not_confirmed' });
    await confirmBooking(testCtx(db, buyer), { id }, reactions);
    await confirmBooking(testCtx(db, buyer), { id }, reactions);
    const answer = await get();
    expect(answer.tickets).toMatchObject([
      { seat: 'A2', zone: 'front', state: 'VALID', used: null },
      { seat: 'B1', zone: 'back', state: 'VALID', used: null },
    ]);
    expect(await get()).toEqual(answer);
    const { keys } = await getTicketKeys(testCtx(db));
    for (const ticket of answer.tickets) {
      expect(await verifyTicket(ticket.payload, keys)).toEqual({
        ok: true,
        claims: {
          ticketId: ticket.ticketId,
          showId: show.showId,
          seat: ticket.seat,
          zone: ticket.zone,
          startsAt: answer.show.startsAt.replace(/\.\d+Z$/, '.000Z'),
        },
      });
    }
    await expect(get(manager)).rejects.toMatchObject({ code: 'booking_not_found' });
    await allHolds();
  });

  it('are missed by the invariants when the confirmation does not write them', async () => {
    const database = await createDatabaseForThisTest();
    const own = openDb(database.url);
    onTestFinished(() => closeDb(own));
    const who = await makeUser(own);
    const id = await hold(await makeShow(own, SOON), ['A1'], who, own);
    await confirmBooking(
      testCtx(own, who),
      { id },
      { bookings: { ...reactions.bookings, confirmed: async () => undefined } },
    );
    const report = await checkInvariants(testCtx(own));
    expect(report.invariants.filter(({ ok }) => !ok)).toMatchObject([{ name: 'tickets match bookings' }]);
  });

  it('that are not written undo the confirmation', async () => {
    const database = await createDatabaseForThisTest();
    const own = openDb(database.url);
    onTestFinished(() => closeDb(own));
    const who = await makeUser(own);
    const show = await makeShow(own, SOON);
    const id = await hold(show, ['A1'], who, own);
    // Somebody else's ticket for the seat, which must not be.
    await own.pool.query(
      `INSERT INTO tickets (id, number, booking_id, user_id, show_id, seat, label, zone)
       VALUES ($1, new_ticket_number(), $2, $3, $4, 1, 'A1', 'front')`,
      [newId(), newId(), who.userId, show.showId],
    );
    await expect(confirmBooking(testCtx(own, who), { id }, reactions)).rejects.toThrow(/tickets_one_per_seat/);
    const { rows } = await own.pool.query('SELECT status FROM bookings WHERE id = $1', [id]);
    expect(rows).toEqual([{ status: 'HELD' }]);
  });

  it('are signed as the vectors say', () => {
    const key = signingKey(VECTOR_SIGNING_KEY);
    expect(toJwk(key.kid, key.publicKey)).toEqual(VECTOR_KEY);
    for (const { claims, payload } of TICKET_VECTORS) expect(signTicket(claims, key)).toBe(payload);
  });
});

describe('at the door', () => {
  it('a ticket is good for one entry, by its code or its number', async () => {
    const show = await makeShow(db, SOON);
    const [first, second] = await ticketsFor(show, ['A1', 'A2']);
    const result = await scan(show, { payload: first?.payload, gate: 'North' });
    expect(result).toMatchObject({
      outcome: 'admitted',
      reason: null,
      ticket: { ticketId: first?.ticketId, seat: 'A1', holder: buyer.username },
      entry: { gate: 'North' },
    });
    await expect(scan(show, { payload: first?.payload, gate: 'South' })).rejects.toMatchObject({
      code: 'ticket_used',
      used: result.entry,
    });
    await expect(scan(show, { ticketNumber: first?.number })).rejects.toMatchObject({ code: 'ticket_used' });
    const typed = second?.number.toLowerCase().replace(/^(.{5})/, '$1 - ');
    expect(await scan(show, { ticketNumber: typed })).toMatchObject({ outcome: 'admitted', ticket: { seat: 'A2' } });
    expect(await countEntries(testCtx(db), { showId: show.showId })).toMatchObject({
      sold: 2,
      admitted: 2,
      refused: [{ reason: 'already_used', scans: 2 }],
      gates: [
        { gate: 'North', admitted: 1 },
        { gate: null, admitted: 1 },
      ],
    });
    await allHolds();
  });

  it('the same scan again is the same answer, and never a second entry', async () => {
    const show = await makeShow(db, SOON);
    const [one, two] = await ticketsFor(show, ['A1', 'A2']);
    const sent = { payload: one?.payload, nonce: nonce(), gate: 'North' };
    const first = await scan(show, sent);
    expect(await scan(show, sent)).toEqual(first);
    // Refusals, too: this one stays refused although nothing speaks against the ticket any more.
    const early = { payload: two?.payload, nonce: nonce() };
    await db.pool.query(
      `UPDATE shows SET starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day' WHERE id = $1`,
      [show.showId],
    );
    await expect(scan(show, early)).rejects.toMatchObject({ code: 'doors_not_open' });
    await db.pool.query(
      `UPDATE shows SET starts_at = starts_at - interval '1 day', ends_at = ends_at - interval '1 day' WHERE id = $1`,
      [show.showId],
    );
    await expect(scan(show, early)).rejects.toMatchObject({ code: 'doors_not_open' });
    await expect(scan(show, { ...sent, payload: two?.payload })).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
    expect(await scan(show, { payload: two?.payload })).toMatchObject({ outcome: 'admitted' });
    expect(await countEntries(testCtx(db), { showId: show.showId })).toMatchObject({ admitted: 2 });
  });

  it('what is no good ticket of this show is refused with its reason', async () => {
    const [show, elsewhere] = [await makeShow(db, SOON), await makeShow(db, SOON)];
    const ticket = await ticketFor(show);
    const foreign = await ticketFor(elsewhere);
    const claims = readPayload(ticket.payload)?.claims ?? expect.fail('not read');
    const [mark, kid, , signature] = ticket.payload.split('.');
    const otherSeat = signTicket(
      { ...claims, seat: 'E10' },
      signingKey(testCtx(db).settings.TICKET_SIGNING_KEY[0]),
    ).split('.')[2];
    const stranger = signingKey(randomBytes(32).toString('base64url'));
    const forged = [
      `${mark}.${kid}.${otherSeat}.${signature}`,
      signTicket(claims, stranger),
      signTicket(claims, stranger).replace(stranger.kid, kid ?? ''),
      ticket.payload.slice(0, -2),
      'https://example.test/',
    ];
    for (const payload of forged)
      await expect(scan(show, { payload })).rejects.toMatchObject({ code: 'ticket_forged' });
    await expect(scan(show, { payload: foreign.payload })).rejects.toMatchObject({ code: 'ticket_other_show' });
    await expect(scan(show, { ticketNumber: foreign.number })).rejects.toMatchObject({ code: 'ticket_other_show' });
    await expect(scan(show, { ticketNumber: '00000-00000' })).rejects.toMatchObject({ code: 'ticket_unknown' });
    await expect(scan(show, { ticketNumber: 'hello' })).rejects.toMatchObject({ code: 'ticket_unknown' });
    const gone = signTicket({ ...claims, ticketId: newId() }, signingKey(testCtx(db).settings.TICKET_SIGNING_KEY[0]));
    await expect(scan(show, { payload: gone })).rejects.toMatchObject({ code: 'ticket_unknown' });
    // Nothing of that has used the ticket.
    expect(await scan(show, { payload: ticket.payload })).toMatchObject({ outcome: 'admitted' });
  });

  it('before the doors open, after the show, and when it was cancelled, nobody comes in', async () => {
    const cases: readonly [string, string][] = [
      [`starts_at = now() + interval '3 hours', ends_at = now() + interval '5 hours'`, 'doors_not_open'],
      [`starts_at = now() - interval '2 hours', ends_at = now() - interval '1 second'`, 'show_over'],
      [`status = 'CANCELLED'`, 'ticket_void'],
    ];
    for (const [change, code] of cases) {
      const show = await makeShow(db, SOON);
      const { payload } = await ticketFor(show);
      await db.pool.query(`UPDATE shows SET ${change} WHERE id = $1`, [show.showId]);
      await expect(scan(show, { payload })).rejects.toMatchObject({ code });
      // Not a state that a show gets into: cancelling takes its bookings along.
      await db.pool.query(`UPDATE shows SET status = 'ON_SALE' WHERE id = $1`, [show.showId]);
    }
  });

  it('a confirmation that is taken back makes its tickets void, and the seat can have another', async () => {
    const show = await makeShow(db, SOON);
    const ticket = await ticketFor(show);
    const { rows } = await db.pool.query<{ id: string }>('SELECT booking_id AS id FROM tickets WHERE id = $1', [
      ticket.ticketId,
    ]);
    const id = rows[0]?.id ?? '';
    await change(testCtx(db), async (tx) => reactions.bookings.takenBack(tx, [await setStatus(tx, id, 'CANCELLED')]));
    await expect(scan(show, { payload: ticket.payload })).rejects.toMatchObject({ code: 'ticket_void' });
    await change(testCtx(db), async (tx) => {
      const again = await setConfirmed(tx, id);
      await reactions.bookings.confirmed(tx, again === undefined ? [] : [again]);
    });
    await allHolds();
  });

  it('a booking of which a ticket was used is not given back, though its show was moved', async () => {
    const show = await makeShow(db, SOON);
    const ticket = await ticketFor(show);
    await scan(show, { payload: ticket.payload });
    const { rows } = await db.pool.query<{ id: string }>('SELECT booking_id AS id FROM tickets WHERE id = $1', [
      ticket.ticketId,
    ]);
    const id = rows[0]?.id ?? '';
    await expect(change(testCtx(db), (tx) => reactions.bookings.mayBeGivenBack(tx, id))).rejects.toMatchObject({
      code: 'ticket_used',
    });
    const unused = await ticketFor(await makeShow(db, SOON));
    const other = await db.pool.query<{ id: string }>('SELECT booking_id AS id FROM tickets WHERE id = $1', [
      unused.ticketId,
    ]);
    await change(testCtx(db), (tx) => reactions.bookings.mayBeGivenBack(tx, other.rows[0]?.id ?? ''));
  });

  it('scans that were kept count from when they were made, the earliest first', async () => {
    const show = await makeShow(db, SOON);
    const ticket = await ticketFor(show);
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
    const { data } = await checkInBatch(testCtx(db), {
      showId: show.showId,
      scans: [
        { payload: ticket.payload, nonce: nonce(), gate: 'South', scannedAt: ago(10) },
        { payload: 'nonsense', nonce: nonce() },
        { payload: ticket.payload, nonce: nonce(), gate: 'North', scannedAt: ago(60) },
      ],
    });
    expect(data).toMatchObject([
      { outcome: 'refused', reason: 'already_used', entry: { gate: 'North' } },
      { outcome: 'refused', reason: 'forged', ticket: null },
      { outcome: 'admitted', entry: { gate: 'North' } },
    ]);
    // Sent after the show has ended, scanned before.
    const late = await makeShow(db, SOON);
    const { payload } = await ticketFor(late);
    await db.pool.query(
      `UPDATE shows SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 minute' WHERE id = $1`,
      [late.showId],
    );
    await expect(scan(late, { payload })).rejects.toMatchObject({ code: 'show_over' });
    expect(await scan(late, { payload, scannedAt: ago(3_600) })).toMatchObject({ outcome: 'admitted' });
  });

  it('is for managers', async () => {
    const show = await makeShow(db, SOON);
    const as = testCtx(db, buyer);
    const refused = { code: 'forbidden' };
    await expect(checkInBatch(as, { showId: show.showId, scans: [] })).rejects.toMatchObject(refused);
    await expect(countEntries(as, { showId: show.showId })).rejects.toMatchObject(refused);
    await expect(scan({ ...show, showId: newId() }, { payload: 'x' })).rejects.toMatchObject({
      code: 'show_not_found',
    });
  });
});

describe('two gates with one ticket', () => {
  /** How often one ticket let somebody in when twelve scans of it came at once, from two processes so to speak. */
  async function entries(on: Db, sameNonce: boolean): Promise<string[]> {
    const show = await makeShow(on, SOON);
    const { payload } = await ticketFor(show, 'A1', on, await makeUser(on));
    const again = openDb(String(on.pool.options.connectionString));
    onTestFinished(() => closeDb(again));
    const one = nonce();
    const results = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const { data } = await checkInBatch(testCtx(n % 2 === 0 ? on : again), {
          showId: show.showId,
          scans: [{ payload, nonce: sameNonce ? one : nonce(), gate: `gate ${n}` }],
        });
        return data[0]?.reason ?? 'admitted';
      }),
    );
    return results.toSorted();
  }

  it('let one in', async () => {
    for (let round = 0; round < 5; round += 1) {
      const results = await entries(db, false);
      expect(results).toEqual(['admitted', ...Array.from({ length: 11 }, () => 'already_used')]);
    }
    await allHolds();
  });

  it('that send one scan twelve times are told twelve times that it was admitted, and it counts once', async () => {
    expect(await entries(db, true)).toEqual(Array.from({ length: 12 }, () => 'admitted'));
    await allHolds();
  });

  it('let in several without the guard, and the invariants see it', async () => {
    const database = await createDatabaseForThisTest();
    const own = openDb(database.url, 16);
    onTestFinished(() => closeDb(own));
    await own.pool.query('DROP INDEX ticket_scans_one_entry');
    const results = await entries(own, false);
    expect(results.filter((result) => result === 'admitted').length).toBeGreaterThan(1);
    const report = await checkInvariants(testCtx(own));
    expect(report.invariants.filter(({ ok }) => !ok)).toMatchObject([{ name: 'one entry per ticket' }]);
  });
});

describe('keys', () => {
  it('stay good when another one signs, until they are revoked', async () => {
    const show = await makeShow(db, SOON);
    const [old, other] = await ticketsFor(show, ['A1', 'A2']);
    const next = randomBytes(32).toString('base64url');
    const [usual] = testCtx(db).settings.TICKET_SIGNING_KEY;
    const { keys } = await getTicketKeys(testCtx(db, undefined, { TICKET_SIGNING_KEY: [next, usual] }));
    const kids = keys.map(({ kid }) => kid);
    expect(kids).toEqual(expect.arrayContaining([signingKey(next).kid, signingKey(usual).kid]));
    expect(await verifyTicket(old?.payload ?? '', keys)).toMatchObject({ ok: true });
    expect(await scan(show, { payload: old?.payload })).toMatchObject({ outcome: 'admitted' });
    const resigned = signTicket(readPayload(other?.payload ?? '')?.claims ?? expect.fail('not read'), signingKey(next));
    await db.pool.query('UPDATE ticket_keys SET revoked_at = now() WHERE kid = $1', [signingKey(next).kid]);
    await expect(scan(show, { payload: resigned })).rejects.toMatchObject({ code: 'ticket_forged' });
    const left = (await getTicketKeys(testCtx(db))).keys;
    expect(left.map(({ kid }) => kid)).not.toContain(signingKey(next).kid);
    const again = openDb(String(db.pool.options.connectionString));
    onTestFinished(() => closeDb(again));
    await expect(getTicketKeys(testCtx(again, undefined, { TICKET_SIGNING_KEY: [next, usual] }))).rejects.toThrow(
      /revoked/,
    );
    // As an older one it is nothing to stop at, and is not published again; any other older one is.
    const [newest, older] = [1, 2].map(() => randomBytes(32).toString('base64url'));
    const several = testCtx(again, undefined, { TICKET_SIGNING_KEY: [newest ?? '', older ?? '', next] });
    const published = (await getTicketKeys(several)).keys.map(({ kid }) => kid);
    expect(published).toEqual(expect.arrayContaining([signingKey(newest ?? '').kid, signingKey(older ?? '').kid]));
    expect(published).not.toContain(signingKey(next).kid);
  });
});
