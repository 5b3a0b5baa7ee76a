/** A stay in one room: nights `[arrival, departure)` as numbers, and the rooms it may have; left out: any. */
export type RoomStay = {
  readonly id: string;
  readonly arrival: number;
  readonly departure: number;
  /** An accessible room, one beside another's, the one that was promised. */
  readonly pins?: readonly string[];
};

/** Positions that are looked at before the search is given up. */
const LOOKS_MAX = 200_000;

type Search = {
  readonly stays: readonly RoomStay[];
  readonly rooms: readonly string[];
  /** For each room, stays that can be nowhere else, by arrival. */
  readonly fixed: ReadonlyMap<string, readonly RoomStay[]>;
  readonly busyUntil: Map<string, number>;
  readonly given: Map<string, string>;
  readonly dead: Set<string>;
  looks: number;
};

function meet(a: RoomStay, b: RoomStay): boolean {
  return a.arrival < b.departure && b.arrival < a.departure;
}

function byArrival(a: RoomStay, b: RoomStay): number {
  return a.arrival - b.arrival || a.departure - b.departure;
}

/**
 * Gives every stay a room for all of its nights, so that no two are in one room in the same night.
 *
 * Without pins it is enough that in no night there are more stays than rooms: taken by arrival, each finds a room that is free (interval graphs are perfect). With pins
 * that is not enough, and no quick rule is (precolouring extension of interval graphs is NP-complete: Biró, Hujter, Tuza 1992); so it is searched, by arrival, with rooms that are
 * alike from then on tried once. For the rooms of one type of one house that is quick.
 * @returns a room for each stay, or null where there is no way
 * @throws RangeError for a stay without nights, and when the search was given up
 */
export function assignRooms(stays: readonly RoomStay[], rooms: readonly string[]): ReadonlyMap<string, string> | null {
  const strange = stays.find(({ arrival, departure }) => departure <= arrival);
  if (strange !== undefined) throw new RangeError(`the stay ${strange.id} has no night`);
  const known = new Set(rooms);
  const asked = stays.map((stay): RoomStay & { pins?: readonly string[] } =>
    stay.pins === undefined ? stay : { ...stay, pins: stay.pins.filter((room) => known.has(room)) },
  );
  if (asked.some(({ pins }) => pins?.length === 0) || mostInANight(asked) > rooms.length) return null;
  const single = asked.filter(({ pins }) => pins?.length === 1);
  const fixed = new Map(
    rooms.map((room) => [room, single.filter(({ pins }) => pins?.[0] === room).toSorted(byArrival)]),
  );
  for (const there of fixed.values())
    if (there.some((stay, at) => there.slice(at + 1).some((other) => meet(stay, other)))) return null;
  const search: Search = {
    stays: asked.filter(({ pins }) => pins?.length !== 1).toSorted(byArrival),
    rooms,
    fixed,
    busyUntil: new Map(),
    given: new Map(single.map(({ id, pins }) => [id, pins?.[0] ?? ''])),
    dead: new Set(),
    looks: 0,
  };
  return place(search, 0) ? search.given : null;
}

/** Is there a way? @throws RangeError as `assignRooms` */
export function assignable(stays: readonly RoomStay[], rooms: readonly string[]): boolean {
  return assignRooms(stays, rooms) !== null;
}

function mostInANight(stays: readonly RoomStay[]): number {
  const changes = stays.flatMap(({ arrival, departure }) => [
    { at: arrival, by: 1 },
    { at: departure, by: -1 },
  ]);
  let [now, most] = [0, 0];
  for (const { by } of changes.toSorted((a, b) => a.at - b.at || a.by - b.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

/** The rest of the stays, from one on. */
function place(search: Search, at: number): boolean {
  const stay = search.stays[at];
  if (stay === undefined) return true;
  search.looks += 1;
  if (search.looks > LOOKS_MAX) throw new RangeError('too many ways to give rooms with so many pins');
  const state = `${at} ${search.rooms.map((room) => Math.max(stay.arrival, search.busyUntil.get(room) ?? 0)).join(' ')}`;
  if (search.dead.has(state)) return false;
  for (const room of candidates(search, at, stay)) {
    const before = search.busyUntil.get(room);
    search.busyUntil.set(room, stay.departure);
    search.given.set(stay.id, room);
    if (place(search, at + 1)) return true;
    search.given.delete(stay.id);
    if (before === undefined) search.busyUntil.delete(room);
    else search.busyUntil.set(room, before);
  }
  search.dead.add(state);
  return false;
}

/** Rooms that are free for a stay, the tightest first; of those that are alike from then on, one. */
function candidates(search: Search, at: number, stay: RoomStay): string[] {
  const wanted = new Set(search.stays.slice(at + 1).flatMap(({ pins }) => pins ?? []));
  const free = search.rooms.filter(
    (room) =>
      (stay.pins?.includes(room) ?? true) &&
      (search.busyUntil.get(room) ?? -Infinity) <= stay.arrival &&
      !(search.fixed.get(room) ?? []).some((other) => meet(other, stay)),
  );
  const alike = new Map<string, { readonly room: string; readonly next: number }>();
  for (const room of free) {
    const later = (search.fixed.get(room) ?? []).filter(({ arrival }) => arrival >= stay.departure);
    // One that a later stay is pinned to is like no other.
    const key = `${wanted.has(room) ? room : ''} ${later.map(({ arrival, departure }) => `${arrival}-${departure}`).join(' ')}`;
    const next = later[0]?.arrival ?? Infinity;
    if (!alike.has(key)) alike.set(key, { room, next: wanted.has(room) ? next - 0.5 : next });
  }
  return [...alike.values()].toSorted((a, b) => a.next - b.next).map(({ room }) => room);
}
