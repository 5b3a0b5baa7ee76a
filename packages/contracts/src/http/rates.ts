import { z } from 'zod';
import { MANAGERS } from '../access.ts';
import { board } from '../hotel/stay.ts';
import { inOrder } from '../pairs.ts';
import { calendarDay } from '../time/instant.ts';
import { route, uuid } from './route.ts';

/** Nights that are shown at once, and changed at once. */
export const RATE_NIGHTS_MAX = 100;
/** Nights of plans that one request writes. */
export const RATE_CELLS_MAX = 5_000;
/** Nights for which a change of rules is tried out. */
export const RULES_PREVIEW_NIGHTS = 30;

const params = z.object({ slug: z.string().max(120) });
const planParams = params.extend({ planId: uuid });
const minor = z.int().min(0).max(1_000_000_000);
const length = z.int().min(1).max(60).nullable();

/** What a plan has in one night other than usual; all of it null or false: nothing. */
const nightFields = {
  /** Instead of the plan’s base, before its rules, minor units. */
  priceMinor: minor.nullable(),
  closed: z.boolean(),
  closedToArrival: z.boolean(),
  closedToDeparture: z.boolean(),
  /** Nights, of stays that begin on it. */
  minStay: length,
  maxStay: length,
};

/** A night of a plan in the calendar of rates. */
export const rateNight = z.object({
  night: z.string(),
  ...nightFields,
  /** What two adults pay for it without taxes, by all rules; null where they come to no price. */
  guestMinor: z.int().nullable(),
});
export type RateNight = z.infer<typeof rateNight>;

export const ratePlan = z.object({
  planId: uuid,
  name: z.string(),
  board,
  /** Of a night, minor units. */
  baseMinor: z.int(),
  active: z.boolean(),
  /** `rateRule` of `@docket/stay`, in order. */
  rules: z.array(z.looseObject({ kind: z.string() })),
  /** `cancellationPolicy` of `@docket/stay`. */
  policy: z.looseObject({}),
  nights: z.array(rateNight),
});
export type RatePlan = z.infer<typeof ratePlan>;

export const ratesOfType = z.object({
  roomTypeId: uuid,
  name: z.string(),
  rooms: z.int(),
  overbooking: z.int(),
  /** For each night how many more can be sold. */
  left: z.array(z.int()),
  plans: z.array(ratePlan),
});
export type RatesOfType = z.infer<typeof ratesOfType>;

export const getRates = route({
  method: 'GET',
  path: '/hotels/:slug/rates',
  access: MANAGERS,
  status: 200,
  summary: `What every plan of a property has in each night, what is left, and what guests pay; nights \`[from, to)\`, at most ${RATE_NIGHTS_MAX}`,
  params,
  query: z.object({ from: calendarDay, to: calendarDay }).check(inOrder('from', 'to')),
  response: z.object({
    name: z.string(),
    currency: z.string().length(3),
    /** The day that it is at the place. */
    today: z.string(),
    /** Of the property; what is written names it. */
    revision: z.int(),
    nights: z.array(z.string()),
    types: z.array(ratesOfType),
  }),
  errors: ['property_not_found', 'stay_too_long'],
});

/** What of a night is changed; what is left out stays. */
export const rateChange = z.object({
  /** `percent`: of what it is now, in hundredths of a percent, up to a whole minor unit; `usual`: the plan’s base. */
  price: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('set'), minor }),
      z.object({ kind: z.literal('percent'), percent: z.int().min(-10_000).max(100_000) }),
      z.object({ kind: z.literal('usual') }),
    ])
    .optional(),
  closed: z.boolean().optional(),
  closedToArrival: z.boolean().optional(),
  closedToDeparture: z.boolean().optional(),
  /** Null: as the plan has it. */
  minStay: length.optional(),
});
export type RateChange = z.infer<typeof rateChange>;

export const rateCell = z.object({ planId: uuid, night: calendarDay, ...nightFields });
export type RateCell = z.infer<typeof rateCell>;

export const previewRates = route({
  method: 'POST',
  path: '/hotels/:slug/rates/preview',
  access: MANAGERS,
  status: 200,
  idempotent: 'reads',
  summary:
    'What a change of many nights comes to, cell by cell, before it is written: nights `[from, to)` on these ISO weekdays. Only cells that change',
  params,
  exact: true,
  body: z
    .object({
      planIds: z.array(uuid).min(1).max(50),
      from: calendarDay,
      to: calendarDay,
      /** 1 is Monday; left out: all. */
      weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5, 6, 7]),
      change: rateChange,
    })
    .check(inOrder('from', 'to')),
  example: {
    planIds: ['0190a0a0-0000-7000-8000-000000000001'],
    from: '2027-03-12',
    to: '2027-03-15',
    weekdays: [5, 6],
    change: { price: { kind: 'percent', percent: 1_200 } },
  },
  response: z.object({
    revision: z.int(),
    cells: z.array(z.object({ planId: uuid, before: rateNight, after: rateNight })),
  }),
  errors: ['property_not_found', 'plan_not_found', 'stay_too_long', 'rate_unsound'],
});

export const writeRates = route({
  method: 'PUT',
  path: '/hotels/:slug/rates',
  access: MANAGERS,
  status: 200,
  summary:
    'Write nights of plans, each as it is to be; one that has nothing other than usual is forgotten. Refused where the property was changed since `revision`. Repeating it changes nothing',
  params,
  exact: true,
  body: z.object({ revision: z.int().min(0), cells: z.array(rateCell).min(1).max(RATE_CELLS_MAX) }),
  example: {
    revision: 7,
    cells: [
      {
        planId: '0190a0a0-0000-7000-8000-000000000001',
        night: '2027-03-12',
        priceMinor: 520_000,
        closed: false,
        closedToArrival: false,
        closedToDeparture: false,
        minStay: 2,
        maxStay: null,
      },
    ],
  },
  response: z.object({ revision: z.int(), changed: z.int() }),
  errors: ['property_not_found', 'plan_not_found', 'rates_changed', 'rate_unsound'],
});

const plan = {
  /** Left out: as it is. */
  baseMinor: minor.optional(),
  rules: z
    .array(z.looseObject({ kind: z.string() }))
    .max(200)
    .optional(),
};

export const previewRules = route({
  method: 'POST',
  path: '/hotels/:slug/plans/:planId/preview',
  access: MANAGERS,
  status: 200,
  idempotent: 'reads',
  summary: `What the next ${RULES_PREVIEW_NIGHTS} nights of a plan cost two adults now, and would cost by other rules`,
  params: planParams,
  exact: true,
  body: z.object(plan),
  example: { rules: [{ kind: 'weekday', days: [5, 6], percent: 1_200, label: 'Weekend' }] },
  response: z.object({
    currency: z.string().length(3),
    data: z.array(z.object({ night: z.string(), beforeMinor: z.int().nullable(), afterMinor: z.int().nullable() })),
  }),
  errors: ['property_not_found', 'plan_not_found'],
});

export const changePlan = route({
  method: 'PATCH',
  path: '/hotels/:slug/plans/:planId',
  access: MANAGERS,
  status: 200,
  summary:
    'Base, rules and terms of a plan. Refused where a night of the next ones would come to no price. What was quoted and sold stays as it was',
  params: planParams,
  exact: true,
  body: z.object({ ...plan, policy: z.looseObject({}).optional(), active: z.boolean().optional() }),
  example: { rules: [{ kind: 'weekday', days: [5, 6], percent: 1_200, label: 'Weekend' }] },
  response: ratePlan.omit({ nights: true }),
  errors: ['property_not_found', 'plan_not_found', 'rate_unsound'],
});

export const changeRoomCount = route({
  method: 'PUT',
  path: '/hotels/:slug/types/:roomTypeId/rooms',
  access: MANAGERS,
  status: 200,
  summary: 'How many rooms a type has, and how many more of it are sold; never fewer than are sold in a night',
  params: params.extend({ roomTypeId: uuid }),
  exact: true,
  body: z.object({ rooms: z.int().min(0).max(5_000), overbooking: z.int().min(0).max(500) }),
  example: { rooms: 12, overbooking: 1 },
  response: z.object({ rooms: z.int(), overbooking: z.int() }),
  errors: ['property_not_found', 'room_type_not_found', 'rooms_taken', 'rooms_all_numbered'],
});
