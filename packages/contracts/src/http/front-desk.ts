import { z } from 'zod';
import { MANAGERS } from '../access.ts';
import { housekeeping, NEW_ROOMS_MAX, roomFeature, roomNumber, stayAct, stayState } from '../hotel/desk.ts';
import { inOrder } from '../pairs.ts';
import { calendarDay } from '../time/instant.ts';
import { propertySummary } from './hotel.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

const params = z.object({ slug: z.string().max(120) });
const stayParams = params.extend({ partId: uuid });
const roomParams = params.extend({ number: z.string().max(12) });

/** A property as whoever runs it finds it in a list. */
export const managedProperty = propertySummary
  .pick({ propertyId: true, slug: true, name: true, kind: true, stars: true, place: true, area: true })
  .extend({
    status: z.enum(['OPEN', 'CLOSED']),
    /** Of all types. */
    rooms: z.int(),
    /** The day that it is for the house: until 03:00 that of the evening before. */
    day: z.string(),
    arrivals: z.int(),
  });
export type ManagedProperty = z.infer<typeof managedProperty>;

export const listManagedProperties = route({
  method: 'GET',
  path: '/managed-hotels',
  access: MANAGERS,
  status: 200,
  summary: 'Properties for those who run them, by name, with who arrives today',
  query: z.object({ ...pageQuery, q: z.string().trim().max(100).default('') }),
  response: page(managedProperty),
  errors: [],
});

export const hotelRoom = z.object({
  roomId: uuid,
  number: z.string(),
  roomTypeId: uuid,
  floor: z.int(),
  features: z.array(roomFeature),
  housekeeping,
  /** Who or what has it, from the day of the house on, in order. */
  taken: z.array(
    z.object({
      /** Of works in it; null for a stay. */
      blockId: uuid.nullable(),
      partId: uuid.nullable(),
      /** The guest’s name, or why nobody can sleep there. */
      what: z.string(),
      from: z.string(),
      to: z.string(),
    }),
  ),
});
export type HotelRoom = z.infer<typeof hotelRoom>;

const typeOfRooms = z.object({
  roomTypeId: uuid,
  name: z.string(),
  rooms: z.int(),
  overbooking: z.int(),
  /** Rooms that have a number already. */
  numbered: z.int(),
});

export const listHotelRooms = route({
  method: 'GET',
  path: '/hotels/:slug/rooms',
  access: MANAGERS,
  status: 200,
  summary: 'The rooms of a property by number, who has them from today on, and how many its types have',
  params,
  response: z.object({ day: z.string(), types: z.array(typeOfRooms), data: z.array(hotelRoom) }),
  errors: ['property_not_found'],
});

export const createHotelRooms = route({
  method: 'POST',
  path: '/hotels/:slug/rooms',
  access: MANAGERS,
  status: 201,
  idempotent: 'unique',
  summary: `Give rooms of a type their numbers: a list of numbers and ranges such as \`101-110, 201\`. All of them or none; no more than the type has rooms`,
  params,
  exact: true,
  body: z.object({
    roomTypeId: uuid,
    numbers: z.string().trim().min(1).max(500),
    floor: z.int().min(-5).max(200),
    features: z.array(roomFeature).max(6).default([]),
  }),
  example: { roomTypeId: '0190a0a0-0000-7000-8000-000000000001', numbers: '101-110', floor: 1 },
  response: z.object({ numbers: z.array(z.string()).max(NEW_ROOMS_MAX) }),
  errors: ['property_not_found', 'room_type_not_found', 'room_number_taken', 'rooms_all_numbered'],
});

export const changeHotelRoom = route({
  method: 'PATCH',
  path: '/hotels/:slug/rooms/:number',
  access: MANAGERS,
  status: 200,
  summary: 'Whether a room is clean, and what is special about it',
  params: roomParams,
  exact: true,
  body: z.object({ housekeeping: housekeeping.optional(), features: z.array(roomFeature).max(6).optional() }),
  example: { housekeeping: 'CLEAN' },
  response: hotelRoom.omit({ taken: true }),
  errors: ['property_not_found', 'hotel_room_not_found'],
});

export const blockHotelRoom = route({
  method: 'POST',
  path: '/hotels/:slug/rooms/:number/blocks',
  access: MANAGERS,
  status: 201,
  idempotent: true,
  summary:
    'Take a room out for works, nights `[from, to)`: what is for sale of its type goes down by one in each of them, and never below what is sold',
  params: roomParams,
  exact: true,
  body: z.object({ from: calendarDay, to: calendarDay, reason: roomReason() }).check(inOrder('from', 'to')),
  example: { from: '2027-03-12', to: '2027-03-15', reason: 'New carpet' },
  response: z.object({ blockId: uuid }),
  errors: [
    'property_not_found',
    'hotel_room_not_found',
    'stay_in_the_past',
    'stay_too_long',
    'room_occupied',
    'rooms_taken',
  ],
});

function roomReason() {
  return z.string().trim().min(1).max(100);
}

export const endRoomBlock = route({
  method: 'DELETE',
  path: '/hotels/:slug/blocks/:id',
  access: MANAGERS,
  status: 200,
  summary: 'Works are over, or do not begin: the nights that are left are for sale again. Repeating it changes nothing',
  params: params.extend({ id: uuid }),
  response: z.object({ ended: z.boolean() }),
  errors: ['property_not_found'],
});

/** A stay as the front desk sees it. */
export const deskStay = z.object({
  partId: uuid,
  tripId: uuid,
  reference: z.string(),
  guest: z.string(),
  phone: z.string().nullable(),
  requests: z.string().nullable(),
  roomTypeId: uuid,
  roomType: z.string(),
  plan: z.string(),
  arrival: z.string(),
  departure: z.string(),
  rooms: z.int(),
  adults: z.int(),
  children: z.int(),
  state: stayState,
  keptUntil: z.string().nullable(),
  note: z.string().nullable(),
  revision: z.int(),
  totalMinor: z.int(),
  currency: z.string().length(3),
  /** What is kept of the price if nobody comes, minor units. */
  noShowFeeMinor: z.int(),
  /** For each room of the stay; null: none yet. */
  assigned: z.array(z.object({ number: z.string(), roomTypeId: uuid, housekeeping }).nullable()),
});
export type DeskStay = z.infer<typeof deskStay>;

/** Somebody who cannot be given a room tonight, and by which rule. */
export const walk = z.object({ partId: uuid, reason: z.string() });

export const getDesk = route({
  method: 'GET',
  path: '/hotels/:slug/desk',
  access: MANAGERS,
  status: 200,
  summary:
    'A day at the front desk: who arrives, leaves and is in house, who has not come, and whom the house has no room for',
  params,
  query: z.object({ day: calendarDay.optional() }),
  response: z.object({
    property: propertySummary.pick({ propertyId: true, slug: true, name: true }).extend({ timezone: z.string() }),
    /** The day that is shown, and the one that it is for the house: it changes at 03:00. */
    day: z.string(),
    today: z.string(),
    arrivals: z.array(deskStay),
    departures: z.array(deskStay),
    inHouse: z.array(deskStay),
    /** Expected before that day, and not here: the night audit is about to decide, or was asked to wait. */
    missing: z.array(deskStay),
    walks: z.array(walk),
    /** Of the night that begins on that day, by type. */
    types: z.array(
      z.object({
        roomTypeId: uuid,
        name: z.string(),
        rooms: z.int(),
        /** Sold and held, works left out. */
        sold: z.int(),
        works: z.int(),
      }),
    ),
  }),
  errors: ['property_not_found'],
});

export const stayHistory = z.object({
  act: stayAct,
  /** Name of the account; null: the night audit. */
  by: z.string().nullable(),
  detail: z.string(),
  at: timestamp,
});

export const getDeskStay = route({
  method: 'GET',
  path: '/hotels/:slug/stays/:partId',
  access: MANAGERS,
  status: 200,
  summary: 'A stay at the front desk, what was done to it and by whom, and the rooms that it could have',
  params: stayParams,
  response: z.object({
    stay: deskStay,
    history: z.array(stayHistory),
    /** Free in all of its nights, of any type; those of its own first. */
    free: z.array(hotelRoom.omit({ taken: true })),
  }),
  errors: ['property_not_found', 'stay_not_found'],
});

export const assignRoom = route({
  method: 'PUT',
  path: '/hotels/:slug/stays/:partId/rooms/:index',
  access: MANAGERS,
  status: 200,
  summary:
    'Give a room of a stay its number, or none. Refused where somebody else could then be given no room, or the room is of another type and `upgrade` does not say that this is meant',
  params: stayParams.extend({ index: z.coerce.number().int().min(0).max(20) }),
  exact: true,
  body: z.object({ number: roomNumber.nullable(), upgrade: z.boolean().default(false) }),
  example: { number: '101' },
  response: deskStay,
  errors: [
    'property_not_found',
    'stay_not_found',
    'stay_over',
    'hotel_room_not_found',
    'room_of_other_type',
    'room_occupied',
    'room_out_of_order',
    'room_wanted',
  ],
});

export const assignArrivals = route({
  method: 'POST',
  path: '/hotels/:slug/desk/assign',
  access: MANAGERS,
  status: 200,
  idempotent: 'state',
  summary: 'Give all arrivals of a day rooms that have none. Rooms that were given before stay as they are',
  params,
  exact: true,
  body: z.object({ day: calendarDay }),
  example: { day: '2027-03-12' },
  response: z.object({ assigned: z.int(), walks: z.array(walk) }),
  errors: ['property_not_found'],
});

const acts = {
  access: MANAGERS,
  status: 200,
  params: stayParams,
  exact: true,
  response: deskStay,
} as const;

export const checkInGuest = route({
  ...acts,
  method: 'POST',
  path: '/hotels/:slug/stays/:partId/check-in',
  idempotent: 'state',
  summary:
    'A guest is here. From the day of arrival on by the clocks of the place, with clean rooms or `anyway`. Repeating it changes nothing',
  body: z.object({ anyway: z.boolean().default(false) }),
  example: { anyway: false },
  errors: [
    'property_not_found',
    'stay_not_found',
    'stay_over',
    'too_early',
    'stay_in_the_past',
    'no_room_assigned',
    'room_not_ready',
    'room_out_of_order',
  ],
});

export const checkOutGuest = route({
  ...acts,
  method: 'POST',
  path: '/hotels/:slug/stays/:partId/check-out',
  idempotent: 'state',
  summary: 'A guest has left. Rooms are DIRTY; nights that are left are for sale again. Repeating it changes nothing',
  errors: ['property_not_found', 'stay_not_found', 'stay_over', 'not_in_house'],
});

export const markNoShow = route({
  ...acts,
  method: 'POST',
  path: '/hotels/:slug/stays/:partId/no-show',
  idempotent: 'state',
  summary:
    'A guest did not come: the fee of the last step of its terms is kept, the rest goes back, the rooms are free. From the day after arrival on, which the night audit does by itself at 03:00; on the evening itself with `sure`',
  body: z.object({ sure: z.boolean().default(false) }),
  example: { sure: true },
  errors: ['property_not_found', 'stay_not_found', 'stay_over', 'too_early'],
});

export const walkGuest = route({
  ...acts,
  method: 'POST',
  path: '/hotels/:slug/stays/:partId/walk',
  idempotent: 'state',
  summary: 'The house has no room and sends the guest elsewhere: all that was paid for the stay goes back',
  body: z.object({ to: z.string().trim().min(1).max(200) }),
  example: { to: 'Sea Breeze, 300 m down the road; they expect her' },
  errors: ['property_not_found', 'stay_not_found', 'stay_over', 'too_early'],
});

export const noteStay = route({
  ...acts,
  method: 'PUT',
  path: '/hotels/:slug/stays/:partId/note',
  summary: 'What the people of the house should know of a stay; empty: nothing',
  body: z.object({ note: z.string().trim().max(500) }),
  example: { note: 'Arrives with a wheelchair' },
  errors: ['property_not_found', 'stay_not_found'],
});

export const keepStay = route({
  ...acts,
  method: 'PUT',
  path: '/hotels/:slug/stays/:partId/kept-until',
  summary:
    'The night audit leaves a stay alone until this day is over: somebody has called. Null: it decides as always',
  body: z.object({ day: calendarDay.nullable() }),
  example: { day: '2027-03-13' },
  errors: ['property_not_found', 'stay_not_found', 'stay_over', 'kept_too_long'],
});
