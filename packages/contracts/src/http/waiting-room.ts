import { z } from 'zod';
import { route, timestamp, uuid } from './route.ts';

/** Entrants one page of a draw lists. */
export const DRAW_PAGE_MAX = 50_000;
/** How places are drawn; a change of the rule gets another name. See docs/waiting-room.md. */
export const DRAW_RULE = 'sha256-1';

/**
 * `WAITING` until admitted; `ADMITTED` until `deadline`: booking is allowed. The others are final: `DONE` has bought, `EXPIRED` was inside
 * until the deadline, or until the show was cancelled, `LEFT` gave the place up. Whoever joins again gets a new entry behind everybody else.
 */
export const roomStatus = z.enum(['WAITING', 'ADMITTED', 'DONE', 'EXPIRED', 'LEFT']);
export type RoomStatus = z.infer<typeof roomStatus>;

/** Somebody's place in the waiting room of a show. */
export const roomEntry = z.object({
  showId: uuid,
  /** What the draw knows the person by: random, so that the published list names nobody. */
  entrantId: uuid,
  status: roomStatus,
  /** Grows with every change: of two copies the one with the higher revision is newer. */
  revision: z.int(),
  /** Came before the opening and takes part in the draw. */
  early: z.boolean(),
  /** From 1; fixed once it is known. Null before the draw. */
  place: z.int().nullable(),
  joinedAt: timestamp,
  /** Send it as `pass` with `POST /bookings`. Only while admitted. */
  pass: z.string().nullable(),
  /** Until when the pass is good. */
  deadline: timestamp.nullable(),
});
export type RoomEntry = z.infer<typeof roomEntry>;

/** What is the same for everybody who waits. */
export const roomProgress = {
  /** Everybody up to this place has been let in. `place - served - 1` are ahead of one who waits, or fewer: some have left. */
  served: z.int(),
  /** The last place that was given out. */
  lastPlace: z.int(),
  /** How many are let in a second, lately; 0 while nobody is. `ahead / perSecond` is the expected wait. */
  perSecond: z.number(),
};

export const room = z.object({
  showId: uuid,
  opensAt: timestamp,
  /** The sale has opened: places are drawn. */
  open: z.boolean(),
  /** SHA-256 of the seed of the draw, in hex; published before the opening. Note it to check the draw. */
  commitment: z.string(),
  /** Public channel of `room.moved`. */
  channel: z.string(),
  ...roomProgress,
  /** The caller's own; null for one who has not joined. */
  entry: roomEntry.nullable(),
  /** How many are ahead of the caller, at most; null unless waiting with a place. */
  ahead: z.int().nullable(),
  /** Null while that cannot be told. */
  expectedWaitSeconds: z.number().nullable(),
});
export type Room = z.infer<typeof room>;

const params = z.object({ id: uuid });

export const joinRoom = route({
  method: 'POST',
  path: '/shows/:id/room',
  access: 'user',
  status: 200,
  idempotent: 'state',
  summary:
    'Enter the waiting room of a show. Before the opening everybody has the same chance in the draw; afterwards places are given in order. Repeating it changes nothing',
  params,
  response: room,
  errors: [
    'unauthenticated',
    'show_not_found',
    'room_not_found',
    'show_cancelled',
    'show_started',
    'too_many_requests',
  ],
});

export const getRoom = route({
  method: 'GET',
  path: '/shows/:id/room',
  access: 'user',
  status: 200,
  summary: 'The waiting room of a show and the caller’s place in it, with the pass once admitted',
  params,
  response: room,
  errors: ['unauthenticated', 'show_not_found', 'room_not_found'],
});

export const leaveRoom = route({
  method: 'DELETE',
  path: '/shows/:id/room',
  access: 'user',
  status: 204,
  summary: 'Give up one’s place or pass, so that the next may come. Repeating it changes nothing',
  params,
  errors: ['unauthenticated', 'show_not_found', 'room_not_found'],
});

export const roomDraw = z.object({
  showId: uuid,
  rule: z.literal(DRAW_RULE),
  opensAt: timestamp,
  /** SHA-256 of the seed, hex. */
  commitment: z.string(),
  /** When the list of entrants was closed and the places were drawn; null before. */
  drawnAt: timestamp.nullable(),
  /** 32 bytes in hex; null before the draw. */
  seed: z.string().nullable(),
  /** SHA-256 of all entrants' ids (16 bytes each, ascending), hex; null before the draw. */
  entrantsDigest: z.string().nullable(),
  /** How many took part, or so far will. */
  total: z.int(),
  /** Entrants by place: the first is at place `from`. Empty before the draw. */
  entrants: z.array(uuid),
  from: z.int(),
});
export type RoomDraw = z.infer<typeof roomDraw>;

export const getRoomDraw = route({
  method: 'GET',
  path: '/shows/:id/room/draw',
  access: 'public',
  status: 200,
  summary:
    'The draw of a waiting room: its commitment, and after the opening the seed and everybody’s place, so that anybody can recompute it',
  params,
  query: z.object({
    /** Place to start at. */
    from: z.coerce.number().int().min(1).max(1_000_000_000).default(1),
    limit: z.coerce.number().int().min(1).max(DRAW_PAGE_MAX).default(DRAW_PAGE_MAX),
  }),
  response: roomDraw,
  errors: ['invalid_request', 'show_not_found', 'room_not_found'],
});
