import { assignRooms, type RoomStay } from '@docket/stay/assign';
import { dayOf } from '@docket/stay/day';

/** A room of the type that is planned for. */
export type PlanRoom = { readonly id: string; readonly isOut: boolean };
/** Nights `[from, to)` as numbers in which somebody or something has a room already. */
export type Taken = { readonly roomId: string; readonly from: number; readonly to: number };
/** A room that a stay has bought and not been given yet. */
export type Waiting = {
  readonly partId: string;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly bookedAt: Date;
};

/** The rooms of one type, who has them from today on, and who still needs one. */
export type Plan = {
  /** The day of the house, as a number. */
  readonly today: number;
  readonly rooms: readonly PlanRoom[];
  /** How many rooms the type has; those above `rooms` have no number yet, and cannot be given to anybody. */
  readonly count: number;
  readonly taken: readonly Taken[];
  readonly waiting: readonly Waiting[];
};

/** Rooms for those who need one, and who can get none. */
export type Given = {
  readonly rooms: readonly { readonly partId: string; readonly index: number; readonly roomId: string }[];
  /** Stays that the house has no room for tonight, the first to be walked first, with the rule. */
  readonly walks: readonly { readonly partId: string; readonly reason: string }[];
};

const keyOf = ({ partId, index }: Pick<Waiting, 'partId' | 'index'>): string => `${partId} ${index}`;

/** What is fixed: who has which room. A room that is out of order is nobody's tonight. */
function fixed({ today, rooms, taken }: Plan): RoomStay[] {
  const isTakenTonight = (id: string): boolean =>
    taken.some(({ roomId, from, to }) => roomId === id && from <= today && today < to);
  const out = rooms.filter(({ id, isOut }) => isOut && !isTakenTonight(id));
  return [
    ...taken.map(({ roomId, from, to }, at) => ({
      id: `taken ${at}`,
      arrival: Math.max(from, today),
      departure: to,
      pins: [roomId],
    })),
    ...out.map(({ id }) => ({ id: `out ${id}`, arrival: today, departure: today + 1, pins: [id] })),
  ].filter(({ arrival, departure }) => arrival < departure);
}

function asStays(waiting: readonly Waiting[], today: number): RoomStay[] {
  return waiting
    .map((each) => ({ id: keyOf(each), arrival: Math.max(each.from, today), departure: each.to }))
    .filter(({ arrival, departure }) => arrival < departure);
}

/** Where too many ways would have to be looked at, none was found. */
function tryRooms(stays: readonly RoomStay[], rooms: readonly string[]): ReadonlyMap<string, string> | null {
  try {
    return assignRooms(stays, rooms);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Rooms that have a number, and then one each for those that have none. */
function allRooms({ rooms, count }: Plan): string[] {
  const numbered = rooms.map(({ id }) => id);
  return [...numbered, ...Array.from({ length: Math.max(0, count - numbered.length) }, (_, at) => `no number ${at}`)];
}

/** Can everybody who has bought a room of the type be given one, as things are? */
export function isFeasible(plan: Plan): boolean {
  return tryRooms([...fixed(plan), ...asStays(plan.waiting, plan.today)], allRooms(plan)) !== null;
}

/**
 * Rooms for the arrivals of a day that have none. Whoever arrives later is thought of, and given none yet. Where the type is overbooked, those who arrive on that day come first, and of them
 * whoever stays longest, then whoever booked first: walked is the shortest stay that was booked last. A stay has all of its rooms or none.
 * @param day as a number
 */
export function giveRooms(plan: Plan, day: number): Given {
  const { today } = plan;
  const numbered = plan.rooms.map(({ id }) => id);
  const arriving = plan.waiting.filter(({ from, to }) => from <= day && to > day);
  const there = fixed(plan);
  const all = tryRooms([...there, ...asStays(plan.waiting, today)], numbered);
  if (all !== null) return { rooms: taken(arriving, all), walks: [] };

  const stays = [...Map.groupBy(arriving, ({ partId }) => partId).values()].toSorted((a, b) => order(a[0], b[0]));
  let chosen: Waiting[] = [];
  let found: ReadonlyMap<string, string> = new Map();
  const left: Waiting[][] = [];
  for (const stay of stays) {
    const next = tryRooms([...there, ...asStays([...chosen, ...stay], today)], numbered);
    if (next === null) left.push(stay);
    else {
      chosen = [...chosen, ...stay];
      found = next;
    }
  }
  const rooms = taken(chosen, found);
  // Those whose room has only no number yet are given none, and are not walked.
  let kept = chosen;
  const walks: Waiting[] = [];
  for (const stay of left) {
    const next = tryRooms([...there, ...asStays([...kept, ...stay], today)], allRooms(plan));
    if (next !== null) kept = [...kept, ...stay];
    else walks.push(...stay.slice(0, 1));
  }
  return { rooms, walks: walks.toReversed().map((stay) => ({ partId: stay.partId, reason: walkReason(stay, day) })) };
}

function taken(waiting: readonly Waiting[], found: ReadonlyMap<string, string>): Given['rooms'] {
  return waiting.flatMap((each) => {
    const roomId = found.get(keyOf(each));
    return roomId === undefined ? [] : [{ partId: each.partId, index: each.index, roomId }];
  });
}

/** Who is given a room first. */
function order(a: Waiting | undefined, b: Waiting | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return (
    b.to - b.from - (a.to - a.from) ||
    a.bookedAt.getTime() - b.bookedAt.getTime() ||
    (a.partId < b.partId ? -1 : a.partId > b.partId ? 1 : 0)
  );
}

function walkReason({ from, to, bookedAt }: Waiting, day: number): string {
  const nights = to - from;
  return `No room is left for the night of ${dayOf(day)}: ${nights} ${nights === 1 ? 'night' : 'nights'}, booked ${bookedAt.toISOString().slice(0, 10)}. Shorter stays give way first, then later bookings.`;
}
