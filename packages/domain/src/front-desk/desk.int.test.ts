import { describe, expect, it } from 'vitest';
import { testCtx } from '@docket/testing/builders';
import { inDays } from '../hotel/fixtures.ts';
import { listStayOffers } from '../hotel/list-offers.ts';
import { openRoomType } from '../hotel/rooms.ts';
import { reactions } from '../reactions.ts';
import { change } from '../spine/emit.ts';
import { brokenRules, db, setUpDatabase } from '../spine/fixtures.ts';
import { bought, cancel, read, refundsOf } from '../trip/fixtures.ts';
import { assignRoom } from './assign.ts';
import { assignArrivals } from './assign-arrivals.ts';
import { blockHotelRoom, endRoomBlock } from './block-room.ts';
import { changeHotelRoom } from './change-room.ts';
import { checkIn } from './check-in.ts';
import { checkOut } from './check-out.ts';
import { createHotelRooms } from './create-rooms.ts';
import { getDesk } from './desk.ts';
import { audit, guest, makeDesk, stayOf, type Desk, type Guest } from './fixtures.ts';
import { getDeskStay } from './get-stay.ts';
import { markNoShow, walkGuest } from './give-up.ts';
import { listHotelRooms } from './list-rooms.ts';
import { keepStay, noteStay } from './notes.ts';

setUpDatabase();

const give = (
  desk: Desk,
  { slug, partId }: Guest,
  number: string | null,
  more: { index?: number; upgrade?: boolean } = {},
) => assignRoom(desk.at(), { slug, partId, number, index: 0, upgrade: false, ...more });
const goIn = (desk: Desk, { slug, partId }: Guest, days = 10, clock = '16:00', anyway = false) =>
  checkIn(desk.at(days, clock), { slug, partId, anyway }, reactions);
const goOut = (desk: Desk, { slug, partId }: Guest, days = 12, clock = '10:00') =>
  checkOut(desk.at(days, clock), { slug, partId }, reactions);
const left = async ({ house, on }: Desk, from: number, to: number): Promise<number> => {
  const stay = { arrival: inDays(from), departure: inDays(to), adults: 1, children: [], rooms: 1 };
  return (await listStayOffers(testCtx(on), { slug: house.slug, ...stay })).data[0]?.left ?? -1;
};
const code = (of: Promise<unknown>): Promise<string> =>
  of.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

describe('the front desk', () => {
  it('has a stay from its payment on until the guest has left, and knows who did what', async () => {
    const desk = await makeDesk(db);
    const asha = await guest(desk, { name: 'Asha Rao' });
    const day = await getDesk(desk.at(), { slug: asha.slug, day: inDays(10) });
    expect(day.arrivals).toMatchObject([
      { partId: asha.partId, guest: 'Asha Rao', state: 'EXPECTED', assigned: [null] },
    ]);
    expect(day.types).toMatchObject([{ rooms: 3, sold: 1, works: 0 }]);
    await give(desk, asha, '102');
    expect((await goIn(desk, asha)).state).toBe('IN_HOUSE');
    expect((await getDesk(desk.at(11), { slug: asha.slug })).inHouse).toMatchObject([{ partId: asha.partId }]);
    expect((await getDesk(desk.at(12), { slug: asha.slug })).departures).toMatchObject([{ partId: asha.partId }]);
    expect((await goOut(desk, asha)).state).toBe('DEPARTED');
    const { data } = await listHotelRooms(desk.at(), { slug: asha.slug });
    expect(data.map(({ number, housekeeping }) => [number, housekeeping])).toEqual([
      ['101', 'CLEAN'],
      ['102', 'DIRTY'],
      ['103', 'CLEAN'],
    ]);
    const { history } = await getDeskStay(desk.at(), asha);
    expect(history.map(({ act, by }) => [act, by])).toEqual([
      ['assigned', desk.manager.username],
      ['checked_in', desk.manager.username],
      ['checked_out', desk.manager.username],
    ]);
    expect((await read(asha)).parts[0]).toMatchObject({ state: 'ENDED', refundMinor: null });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('does each act once, however often it is asked for', async () => {
    const desk = await makeDesk(db);
    const asha = await guest(desk);
    for (const _ of [1, 2]) await give(desk, asha, '101');
    for (const _ of [1, 2]) await goIn(desk, asha);
    for (const _ of [1, 2]) await goOut(desk, asha);
    const { history } = await getDeskStay(desk.at(), asha);
    expect(history).toHaveLength(3);
    expect(await code(markNoShow(desk.at(12), { ...asha, sure: true }, reactions))).toBe('stay_over');
    expect(await code(goIn(desk, asha))).toBe('stay_over');
  });

  it('checks nobody in before the day of arrival by the clocks of the place, nor after the last night', async () => {
    const desk = await makeDesk(db);
    const asha = await guest(desk);
    await give(desk, asha, '101');
    expect(await code(goIn(desk, asha, 9, '23:59'))).toBe('too_early');
    // Three in the morning after the last night, and a minute before.
    expect(await code(goIn(desk, asha, 12, '03:00'))).toBe('stay_in_the_past');
    expect(await code(goIn(desk, asha, 12, '02:59'))).toBe('done');
    const early = await guest(desk);
    await give(desk, early, '102');
    expect(await code(goIn(desk, early, 10, '00:00'))).toBe('done');
  });

  it('checks nobody in without all rooms, into one that is dirty unless that is meant, or out of order, or not left yet', async () => {
    const desk = await makeDesk(db);
    const two = await guest(desk, { rooms: 2 });
    await give(desk, two, '101');
    expect(await code(goIn(desk, two))).toBe('no_room_assigned');
    await give(desk, two, '102', { index: 1 });
    await changeHotelRoom(desk.at(), { slug: two.slug, number: '102', housekeeping: 'DIRTY' });
    expect(await code(goIn(desk, two))).toBe('room_not_ready');
    await changeHotelRoom(desk.at(), { slug: two.slug, number: '102', housekeeping: 'OUT_OF_ORDER' });
    expect(await code(goIn(desk, two, 10, '16:00', true))).toBe('room_out_of_order');
    await changeHotelRoom(desk.at(), { slug: two.slug, number: '102', housekeeping: 'DIRTY' });
    expect(await code(goIn(desk, two, 10, '16:00', true))).toBe('done');
    const next = await guest(desk, { from: 12, to: 13 });
    await give(desk, next, '101');
    expect(await code(goIn(desk, next, 12, '16:00', true))).toBe('room_not_ready');
    await goOut(desk, two, 12, '16:30');
    expect(await code(goIn(desk, next, 12, '16:31', true))).toBe('done');
    expect(await brokenRules(db)).toEqual([]);
  });

  it('sells the nights again that an early guest leaves, and her room', async () => {
    const desk = await makeDesk(db, { rooms: 1, numbers: '101' });
    const asha = await guest(desk, { from: 10, to: 14 });
    await give(desk, asha, '101');
    await goIn(desk, asha);
    await goOut(desk, asha, 11, '09:00');
    expect(await left(desk, 11, 14)).toBe(1);
    const next = await guest(desk, { from: 11, to: 14 });
    await give(desk, next, '101');
    expect(await refundsOf(asha)).toEqual([]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('keeps a trip that has begun from being given up, also before the hour that was promised', async () => {
    const desk = await makeDesk(db);
    const asha = await guest(desk);
    await give(desk, asha, '101');
    await goIn(desk, asha, 10, '09:00');
    expect((await read(asha)).feeNowMinor).toBeNull();
    expect(await code(cancel(asha))).toBe('trip_begun');
  });

  it('frees the rooms of a trip that is given up', async () => {
    const desk = await makeDesk(db, { rooms: 1, numbers: '101' });
    const asha = await guest(desk);
    await give(desk, asha, '101');
    await cancel(asha);
    expect(await stayOf(desk, asha)).toMatchObject({ state: 'CANCELLED', assigned: [null] });
    const next = await guest(desk);
    await give(desk, next, '101');
    expect(await code(give(desk, asha, '101'))).toBe('stay_over');
    expect(await brokenRules(db)).toEqual([]);
  });

  it('keeps notes, each in the history', async () => {
    const desk = await makeDesk(db);
    const asha = await guest(desk);
    await noteStay(desk.at(), { ...asha, note: 'Wheelchair' });
    await noteStay(desk.at(), { ...asha, note: 'Wheelchair' });
    expect((await getDeskStay(desk.at(), asha)).history).toMatchObject([{ act: 'noted', detail: 'Wheelchair' }]);
    expect((await stayOf(desk, asha)).note).toBe('Wheelchair');
  });
});

describe('rooms', () => {
  it('are given to one stay in a night, and it is said who has them', async () => {
    const desk = await makeDesk(db);
    const [asha, ben] = [await guest(desk, { name: 'Asha Rao' }), await guest(desk, { from: 11, to: 13 })];
    await give(desk, asha, '101');
    await expect(give(desk, ben, '101')).rejects.toMatchObject({
      code: 'room_occupied',
      message: expect.stringContaining(`Asha Rao has it from ${inDays(10)} to ${inDays(12)}`),
    });
    await give(desk, asha, null);
    await give(desk, ben, '101');
    expect((await stayOf(desk, asha)).assigned).toEqual([null]);
    expect(await code(give(desk, ben, '999'))).toBe('hotel_room_not_found');
  });

  it('are not given where somebody else could get none any more', async () => {
    const desk = await makeDesk(db, { rooms: 2, numbers: '101,102' });
    const first = await guest(desk, { from: 10, to: 12 });
    const second = await guest(desk, { from: 12, to: 14 });
    // Two nights of each, and one who stays through both: he needs a room that nobody has between.
    await guest(desk, { from: 10, to: 14 });
    await give(desk, first, '101');
    expect(await code(give(desk, second, '102'))).toBe('room_wanted');
    await give(desk, second, '101');
  });

  it('of another type are given only if that is meant', async () => {
    const desk = await makeDesk(db);
    const asha = await guest(desk);
    await db.prisma.roomType.create({
      data: {
        id: desk.house.planId,
        propertyId: desk.house.propertyId,
        name: 'Suite',
        beds: '',
        maxAdults: 2,
        maxChildren: 0,
        maxGuests: 2,
        baseGuests: 2,
        rooms: 1,
        amenities: [],
        position: 1,
      },
    });
    await change(desk.at(), (tx) => openRoomType(tx, { roomTypeId: desk.house.planId, rooms: 1, overbooking: 0 }));
    await createHotelRooms(desk.at(), {
      slug: asha.slug,
      roomTypeId: desk.house.planId,
      numbers: '900',
      floor: 9,
      features: ['view'],
    });
    expect(await code(give(desk, asha, '900'))).toBe('room_of_other_type');
    expect((await give(desk, asha, '900', { upgrade: true })).assigned).toMatchObject([{ number: '900' }]);
    expect((await getDeskStay(desk.at(), asha)).history.at(-1)?.detail).toBe('Room 900, Suite instead of Double');
  });

  it('are given to all arrivals of a day, pins kept', async () => {
    const desk = await makeDesk(db);
    const pinned = await guest(desk);
    const all = [await guest(desk), pinned, await guest(desk, { from: 10, to: 11 })];
    await give(desk, pinned, '101');
    expect(await assignArrivals(desk.at(), { slug: desk.house.slug, day: inDays(10) })).toEqual({
      assigned: 2,
      walks: [],
    });
    expect(await assignArrivals(desk.at(), { slug: desk.house.slug, day: inDays(10) })).toEqual({
      assigned: 0,
      walks: [],
    });
    const numbers = await Promise.all(all.map(async (each) => (await stayOf(desk, each)).assigned[0]?.number));
    expect(numbers[1]).toBe('101');
    expect(new Set(numbers)).toEqual(new Set(['101', '102', '103']));
    expect(await brokenRules(db)).toEqual([]);
  });

  it('that are taken out for works are not sold, and never below what is', async () => {
    const desk = await makeDesk(db, { rooms: 2, numbers: '101,102' });
    const works = { slug: desk.house.slug, number: '101', from: inDays(10), to: inDays(12), reason: 'Carpet' };
    const { blockId } = await blockHotelRoom(desk.at(), works);
    expect(await left(desk, 10, 12)).toBe(1);
    expect(await code(blockHotelRoom(desk.at(), works))).toBe('room_occupied');
    await guest(desk);
    await expect(blockHotelRoom(desk.at(), { ...works, number: '102' })).rejects.toMatchObject({
      code: 'rooms_taken',
      message: expect.stringContaining(inDays(10)),
    });
    expect(await brokenRules(db)).toEqual([]);
    expect(await endRoomBlock(desk.at(), { slug: desk.house.slug, id: blockId }, reactions)).toEqual({ ended: true });
    expect(await endRoomBlock(desk.at(), { slug: desk.house.slug, id: blockId }, reactions)).toEqual({ ended: false });
    expect(await left(desk, 10, 12)).toBe(1);
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('guests who do not come', () => {
  it('pay what the terms say, at three in the morning, and the room is free', async () => {
    const desk = await makeDesk(db, {
      rooms: 1,
      numbers: '101',
      policy: { steps: [{ daysBefore: 1, at: '18:00', fee: { kind: 'free' } }], after: { kind: 'nights', nights: 1 } },
    });
    const asha = await guest(desk);
    await give(desk, asha, '101');
    await audit(desk.at(11, '02:59'));
    expect(await stayOf(desk, asha)).toMatchObject({ state: 'EXPECTED', noShowFeeMinor: 470_400 });
    await audit(desk.at(11, '03:00'));
    await audit(desk.at(11, '03:00'));
    expect(await stayOf(desk, asha)).toMatchObject({ state: 'NO_SHOW', assigned: [null] });
    expect(await refundsOf(asha)).toEqual(['470400 stay_not_come']);
    expect((await read(asha)).parts[0]).toMatchObject({ state: 'NO_SHOW', refundMinor: 470_400 });
    expect(await left(desk, 11, 12)).toBe(1);
    expect((await getDeskStay(desk.at(), asha)).history.at(-1)).toMatchObject({ act: 'no_show', by: null });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('are waited for when somebody has called, and not on the day itself unless that is meant', async () => {
    const desk = await makeDesk(db);
    const asha = await guest(desk);
    expect(await code(keepStay(desk.at(), { ...asha, day: inDays(12) }))).toBe('kept_too_long');
    await keepStay(desk.at(), { ...asha, day: inDays(11) });
    await audit(desk.at(11, '04:00'));
    expect((await stayOf(desk, asha)).state).toBe('EXPECTED');
    await audit(desk.at(12, '03:00'));
    expect((await stayOf(desk, asha)).state).toBe('NO_SHOW');
    const ben = await guest(desk);
    expect(await code(markNoShow(desk.at(10, '23:00'), { ...ben, sure: false }, reactions))).toBe('too_early');
    expect(await code(markNoShow(desk.at(9, '23:00'), { ...ben, sure: true }, reactions))).toBe('too_early');
    expect(await code(markNoShow(desk.at(10, '23:00'), { ...ben, sure: true }, reactions))).toBe('done');
    // All of it is kept by these terms.
    expect(await refundsOf(ben)).toEqual([]);
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('an overbooked night', () => {
  it('says whom there is no room for, the shortest and latest first, and walks them at no cost', async () => {
    const desk = await makeDesk(db, { rooms: 2, overbooking: 2, numbers: '101,102' });
    const long = await guest(desk, { from: 10, to: 14 });
    const early = await guest(desk, { from: 10, to: 11 });
    const late = await guest(desk, { from: 10, to: 11 });
    const { walks } = await getDesk(desk.at(), { slug: desk.house.slug, day: inDays(10) });
    expect(walks.map(({ partId }) => partId)).toEqual([late.partId]);
    const done = await assignArrivals(desk.at(), { slug: desk.house.slug, day: inDays(10) });
    expect(done.assigned).toBe(2);
    expect(done.walks.map(({ partId }) => partId)).toEqual([late.partId]);
    expect((await stayOf(desk, long)).assigned).not.toEqual([null]);
    expect((await stayOf(desk, early)).assigned).not.toEqual([null]);
    expect(await code(walkGuest(desk.at(9), { ...late, to: 'Sea Breeze' }, reactions))).toBe('too_early');
    expect((await walkGuest(desk.at(10, '18:00'), { ...late, to: 'Sea Breeze' }, reactions)).state).toBe('WALKED');
    expect(await refundsOf(late)).toEqual(['470400 stay_walked']);
    expect(await brokenRules(db)).toEqual([]);
    expect((await getDesk(desk.at(), { slug: desk.house.slug, day: inDays(10) })).walks).toEqual([]);
  });

  it('pays back each of two stays of one trip by itself', async () => {
    const [one, two] = [await makeDesk(db), await makeDesk(db)];
    const trip = await bought(db, [{ house: one.house }, { house: two.house }]);
    const { rows } = await db.pool.query<{ id: string }>(
      'SELECT id FROM trip_parts WHERE trip_id = $1 ORDER BY position',
      [trip.id],
    );
    await walkGuest(one.at(10), { slug: one.house.slug, partId: rows[0]?.id ?? '', to: 'Sea Breeze' }, reactions);
    expect(await brokenRules(db)).toEqual([]);
    await walkGuest(two.at(10), { slug: two.house.slug, partId: rows[1]?.id ?? '', to: 'Sea Breeze' }, reactions);
    expect(await refundsOf(trip)).toEqual(['940800 stay_walked', '940800 stay_walked']);
    expect(await brokenRules(db)).toEqual([]);
  });
});
