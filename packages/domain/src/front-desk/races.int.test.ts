import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocketError } from '@docket/contracts/errors';
import { dayNumber } from '@docket/stay/day';
import { inDays } from '../hotel/fixtures.ts';
import { reactions } from '../reactions.ts';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { cancel } from '../trip/fixtures.ts';
import { assignRoom } from './assign.ts';
import { assignArrivals } from './assign-arrivals.ts';
import { blockHotelRoom, endRoomBlock } from './block-room.ts';
import { checkIn } from './check-in.ts';
import { checkOut } from './check-out.ts';
import { audit, guest, makeDesk, stayOf, type Desk, type Guest } from './fixtures.ts';
import { markNoShow, walkGuest } from './give-up.ts';

setUpDatabase();

/** Two at the desk give the only room of a night that is sold twice to one guest each, at once. @returns how many got it */
async function giveTwice(on: Db): Promise<number> {
  const desk = await makeDesk(on, { rooms: 1, overbooking: 1, numbers: '101' });
  const both = [await guest(desk), await guest(desk)];
  const done = await Promise.allSettled(
    both.map(({ slug, partId }) => assignRoom(desk.at(), { slug, partId, index: 0, number: '101', upgrade: false })),
  );
  for (const each of done) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'room_occupied' });
  return done.filter(({ status }) => status === 'fulfilled').length;
}

describe('two at the desk', () => {
  it('give one room to one guest', async () => {
    for (const _ of [1, 2, 3]) expect(await giveTwice(db)).toBe(1);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('would give it to both if it were not for the exclusion', async () => {
    const own = await ownDatabase();
    await own.pool.query('ALTER TABLE room_stays DROP CONSTRAINT room_stays_apart');
    expect(await giveTwice(own)).toBe(2);
    expect(await brokenRules(own)).toEqual(['nobody shares a room']);
  });

  it('check one guest in once, and a guest who gives up at that moment is in house or not, not both', async () => {
    const desk = await makeDesk(db);
    for (const _ of [1, 2, 3, 4]) {
      const asha = await guest(desk, { from: 0, to: 2 });
      await assignArrivals(desk.at(), { slug: asha.slug, day: inDays(0) });
      const come = () => checkIn(desk.at(0, '12:00'), { ...asha, anyway: true }, reactions);
      const [first, second, given] = await Promise.allSettled([come(), come(), cancel(asha)]);
      const { state } = await stayOf(desk, asha);
      expect(first.status).toBe(second.status);
      // A trip that began before now cannot be given up in any case.
      expect([first.status === 'fulfilled', given.status === 'fulfilled']).not.toEqual([true, true]);
      expect(state).toBe(
        first.status === 'fulfilled' ? 'IN_HOUSE' : given.status === 'fulfilled' ? 'CANCELLED' : 'EXPECTED',
      );
      if (state === 'IN_HOUSE') await checkOut(desk.at(0, '12:01'), asha, reactions);
    }
    expect(await brokenRules(db)).toEqual([]);
  });
});

type Op = { readonly what: string; readonly a: number; readonly b: number };
const op = fc.record({
  what: fc.constantFrom(
    'buy',
    'buy',
    'buy',
    'block',
    'endBlock',
    'give',
    'give',
    'give',
    'all',
    'in',
    'in',
    'out',
    'noShow',
    'walk',
    'cancel',
    'audit',
  ),
  a: fc.nat(30),
  b: fc.nat(30),
});

async function play(desk: Desk, ops: readonly Op[], done: Map<string, number>): Promise<void> {
  const guests: Guest[] = [];
  const blocks: string[] = [];
  const { slug } = desk.house;
  const numbers = ['101', '102', '103'];
  const act = async ({ what, a, b }: Op): Promise<unknown> => {
    const one = guests[a % Math.max(1, guests.length)];
    const number = numbers[b % 3] ?? '101';
    const day = 10 + (b % 5);
    if (what === 'buy')
      return guests.push(await guest(desk, { from: 10 + (a % 4), to: 11 + (a % 4) + (b % 3), rooms: 1 + (a % 2) }));
    if (what === 'block') {
      const made = await blockHotelRoom(desk.at(), {
        slug,
        number,
        from: inDays(10 + (a % 4)),
        to: inDays(11 + (a % 4) + (b % 2)),
        reason: 'Works',
      });
      return blocks.push(made.blockId);
    }
    if (what === 'endBlock')
      return endRoomBlock(desk.at(), { slug, id: blocks[a % Math.max(1, blocks.length)] ?? newId() }, reactions);
    if (what === 'all') return assignArrivals(desk.at(), { slug, day: inDays(day) });
    if (what === 'audit') return audit(desk.at(day, '03:00'));
    if (one === undefined) return null;
    if (what === 'give')
      return assignRoom(desk.at(), { ...one, index: a % 2, number: b % 7 === 0 ? null : number, upgrade: true });
    if (what === 'in') return checkIn(desk.at(day, '16:00'), { ...one, anyway: true }, reactions);
    if (what === 'out') return checkOut(desk.at(day, '09:00'), one, reactions);
    if (what === 'noShow') return markNoShow(desk.at(day, '23:00'), { ...one, sure: true }, reactions);
    if (what === 'walk') return walkGuest(desk.at(day, '20:00'), { ...one, to: 'Sea Breeze' }, reactions);
    return cancel(one);
  };
  for (const each of ops) {
    try {
      await act(each);
      done.set(each.what, (done.get(each.what) ?? 0) + 1);
    } catch (error) {
      // Refusals are what a desk lives with; anything else is none.
      if (!(error instanceof DocketError)) throw error;
    }
  }
}

describe('histories of a desk', () => {
  it('leave rooms, sales and money in step, whatever is done in which order', async () => {
    const done = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 15, maxLength: 25 }), async (ops) => {
        await play(await makeDesk(db, { rooms: 3, overbooking: 1 }), ops, done);
        expect(await brokenRules(db)).toEqual([]);
        // The exclusion and the kernel's counters tell the same story: what is sold is guests with rooms, guests without, and works.
        const { rows } = await db.pool.query(
          `SELECT c.unit, c.sold, x.n FROM pool_counters c JOIN room_types t ON t.id = c.pool_id CROSS JOIN LATERAL (
             SELECT (SELECT coalesce(sum(s.rooms), 0) FROM stays s JOIN trip_holds k ON k.part_id = s.part_id JOIN holds h ON h.id = k.hold_id AND h.status = 'CONVERTED'
                      WHERE s.room_type_id = t.id AND daterange(s.arrival, s.departure) @> (DATE '1970-01-01' + c.unit))
                  + (SELECT count(*) FROM room_stays g JOIN hotel_rooms r ON r.id = g.room_id WHERE r.room_type_id = t.id AND g.reason IS NOT NULL AND g.nights @> (DATE '1970-01-01' + c.unit)) AS n) x
            WHERE c.sold <> x.n`,
        );
        expect(rows).toEqual([]);
      }),
      { numRuns: 25 },
    );
    // Each of them was really done, and not only refused.
    for (const what of ['buy', 'block', 'give', 'all', 'in', 'out', 'noShow', 'cancel'])
      expect([what, (done.get(what) ?? 0) > 0]).toEqual([what, true]);
  }, 240_000);
});

describe('the night audit', () => {
  it('comes at three by clocks that are put forward that night', async () => {
    const desk = await makeDesk(db, { timezone: 'Europe/Berlin', numbers: '' });
    const sunday = nextLastSunday(2);
    const from = dayNumber(sunday) - 1 - dayNumber(inDays(0));
    const asha = await guest(desk, { from, to: from + 2 });
    const at = (clock: string) => ({ ...desk.at(), clock: { now: () => new Date(`${sunday}T${clock}Z`) } });
    // 01:59:59 there; the next second is 03:00.
    await audit(at('00:59:59'));
    expect((await stayOf(desk, asha)).state).toBe('EXPECTED');
    await audit(at('01:00:00'));
    expect((await stayOf(desk, asha)).state).toBe('NO_SHOW');
  });

  it('comes once by clocks that are put back', async () => {
    const desk = await makeDesk(db, { timezone: 'Europe/Berlin', numbers: '' });
    const sunday = nextLastSunday(9);
    const from = dayNumber(sunday) - 1 - dayNumber(inDays(0));
    const asha = await guest(desk, { from, to: from + 2 });
    const at = (clock: string) => ({ ...desk.at(), clock: { now: () => new Date(`${sunday}T${clock}Z`) } });
    // 02:59:59 there for the second time.
    await audit(at('01:59:59'));
    expect((await stayOf(desk, asha)).state).toBe('EXPECTED');
    await audit(at('02:00:00'));
    expect((await stayOf(desk, asha)).state).toBe('NO_SHOW');
  });
});

/** The next last Sunday of a month (from 0), more than two days from now. */
function nextLastSunday(month: number): string {
  for (let year = new Date().getUTCFullYear(); ; year += 1) {
    const last = new Date(Date.UTC(year, month + 1, 0));
    last.setUTCDate(last.getUTCDate() - last.getUTCDay());
    if (last.getTime() > Date.now() + 2 * 86_400_000) return last.toISOString().slice(0, 10);
  }
}

describe('invariants of the desk', () => {
  const broken: readonly [name: string, sql: string][] = [
    ['stays match trips', `UPDATE stays SET state = 'WALKED' WHERE part_id = $1`],
    ['stays match trips', `DELETE FROM stays WHERE part_id = $1`],
    ['rooms match sales', `UPDATE stays SET property_id = gen_random_uuid() WHERE part_id = $1`],
    [
      'rooms match sales',
      `UPDATE room_stays SET nights = daterange(lower(nights), upper(nights) + 1) WHERE part_id = $1`,
    ],
    [
      'rooms match sales',
      `UPDATE holds SET status = 'RETURNED', ended_at = now() WHERE subject = 'maintenance' AND $1::uuid IS NOT NULL`,
    ],
    [
      'guests in house have their rooms',
      `WITH s AS (UPDATE stays SET state = 'IN_HOUSE', checked_in_at = now() WHERE part_id = $1) DELETE FROM room_stays WHERE part_id = $1`,
    ],
    [
      'no more numbers than rooms',
      `UPDATE room_types t SET rooms = 1 FROM stays s WHERE s.part_id = $1 AND t.id = s.room_type_id`,
    ],
    ['parts given back are paid back', `UPDATE trip_parts SET state = 'WALKED', refund_minor = 1 WHERE id = $1`],
  ];
  it.each(broken)('%s: %s', async (name, sql) => {
    const own = await ownDatabase();
    const desk = await makeDesk(own);
    const asha = await guest(desk);
    if (!sql.startsWith('DELETE')) await assignRoom(desk.at(), { ...asha, index: 0, number: '101', upgrade: false });
    await blockHotelRoom(desk.at(), {
      slug: asha.slug,
      number: '103',
      from: inDays(20),
      to: inDays(21),
      reason: 'Works',
    });
    expect(await brokenRules(own)).toEqual([]);
    await own.pool.query(sql, [asha.partId]);
    expect(await brokenRules(own)).toContain(name);
  });
});
