import type { PlanSeat, Point } from '@docket/contracts/catalog/seat';
import type { Run, SeatMap } from './seat-map.ts';

export type BestSeatsOptions = {
  /** Only seats of this price zone. */
  readonly zone?: string | undefined;
  /** One wheelchair space; companion seats and ordinary ones beside it for the others. */
  readonly accessible?: boolean | undefined;
  /** As near as possible to these seats, instead of to the best place of the hall: alternatives to seats that are gone. */
  readonly near?: readonly number[] | undefined;
};

export type BestSeats = {
  /** Seat numbers, ascending. */
  readonly seats: readonly number[];
  /** The same by groups that sit together: one when all do. */
  readonly groups: readonly (readonly number[])[];
};

/** Numbers of seats; a `Set`, or anything that answers the same question. */
export type SeatSet = { has(seat: number): boolean };

/** `n` neighbours of a run, from place `from` on, and what speaks for and against them. */
type Window = { readonly run: Run; readonly from: number; readonly orphans: number; readonly distance: number };

/**
 * The `n` best free seats: side by side if that is possible at all, without leaving a single seat that nobody can share
 * with a friend if that can be avoided, and then as near as possible to the best place. Where no row has `n` together, as few groups as
 * possible, near one another, and nobody alone if that can be avoided. Wheelchair spaces and companion seats are kept
 * for those who ask for `accessible`. One pass over the hall per group.
 * @returns null when fewer than `n` seats fit.
 */
export function bestSeats(map: SeatMap, taken: SeatSet, n: number, options: BestSeatsOptions = {}): BestSeats | null {
  if (n < 1) return null;
  const target = targetOf(map, options.near ?? []);
  const together = bestWindow(map, taken, n, options, target);
  if (together !== undefined) return toResult([seatsOf(together, n)]);
  if (options.accessible === true) return accessibleGroups(map, taken, n, options, target);
  const groups = split(map, taken, n, options, target);
  return groups === undefined ? null : toResult(groups);
}

function seatsOf({ run, from }: Window, n: number): Run {
  return run.slice(from, from + n);
}

function toResult(groups: readonly (readonly PlanSeat[])[]): BestSeats {
  const numbers = groups.map((group) => group.map(({ seat }) => seat));
  return { groups: numbers, seats: numbers.flat().toSorted((a, b) => a - b) };
}

function targetOf(map: SeatMap, near: readonly number[]): Point {
  const seats = near.flatMap((seat) => map.bySeat.get(seat) ?? []);
  return seats.length === 0 ? map.best : centreOf(seats);
}

function centreOf(seats: readonly PlanSeat[]): Point {
  const sum = (of: (seat: PlanSeat) => number): number => seats.reduce((total, seat) => total + of(seat), 0);
  return { x: sum(({ x }) => x) / seats.length, y: sum(({ y }) => y) / seats.length };
}

/** The best `n` neighbours of any run that `suits`; undefined when there are none. */
function bestWindow(
  map: SeatMap,
  taken: SeatSet,
  n: number,
  options: BestSeatsOptions,
  target: Point,
  suits: (window: Window) => boolean = () => true,
): Window | undefined {
  let best: Window | undefined;
  for (const run of map.runs) {
    if (run.length < n) continue;
    for (const window of windowsOf(run, taken, n, options, target)) {
      if ((best === undefined || isBetter(window, best)) && suits(window)) best = window;
    }
  }
  return best;
}

function isBetter(a: Window, b: Window): boolean {
  return a.orphans !== b.orphans ? a.orphans < b.orphans : a.distance < b.distance;
}

/** Every place in a run where `n` people can sit side by side. */
function* windowsOf(run: Run, taken: SeatSet, n: number, options: BestSeatsOptions, target: Point): Generator<Window> {
  const free = run.map(({ seat }) => !taken.has(seat));
  const fits = run.map((seat, at) => free[at] === true && isFor(seat, options));
  // Running sums, so that a window costs the same whatever its size.
  const bad = sums(fits.map((fit) => (fit ? 0 : 1)));
  const far = sums(run.map(({ x, y }) => Math.hypot(x - target.x, y - target.y)));
  const spaces = sums(run.map(({ kind }) => (kind === 'wheelchair' ? 1 : 0)));
  for (let from = 0; from + n <= run.length; from += 1) {
    const to = from + n;
    if (between(bad, from, to) > 0) continue;
    if (options.accessible === true && between(spaces, from, to) !== 1) continue;
    const orphans = Number(isAlone(run, free, from - 1, -1)) + Number(isAlone(run, free, to, 1));
    yield { run, from, orphans, distance: between(far, from, to) / n };
  }
}

function isFor(seat: PlanSeat, options: BestSeatsOptions): boolean {
  if (options.zone !== undefined && seat.zone !== options.zone) return false;
  return options.accessible === true || seat.kind === 'seat';
}

/** Would the free ordinary seat at `at` have no free neighbour left? `away` leads from the window. */
function isAlone(run: Run, free: readonly boolean[], at: number, away: 1 | -1): boolean {
  const sellable = (place: number): boolean => free[place] === true && run[place]?.kind === 'seat';
  return sellable(at) && !sellable(at + away);
}

function sums(values: readonly number[]): number[] {
  let total = 0;
  return [0, ...values.map((value) => (total += value))];
}

function between(running: readonly number[], from: number, to: number): number {
  return (running[to] ?? 0) - (running[from] ?? 0);
}

/** Groups for people who cannot all sit together; undefined when there are not enough seats. */
function split(map: SeatMap, taken: SeatSet, n: number, options: BestSeatsOptions, target: Point): Run[] | undefined {
  const groups: Run[] = [];
  const mine = new Set<number>();
  const nowTaken: SeatSet = { has: (seat) => mine.has(seat) || taken.has(seat) };
  let [missing, centre] = [n, target];
  while (missing > 0) {
    const size = groupSize(map, nowTaken, missing, options);
    const window = size === 0 ? undefined : bestWindow(map, nowTaken, size, options, centre);
    if (window === undefined) return undefined;
    const seats = seatsOf(window, size);
    groups.push(seats);
    for (const { seat } of seats) mine.add(seat);
    missing -= size;
    // The others want to be near the first ones.
    if (groups.length === 1) centre = centreOf(seats);
  }
  return groups;
}

/**
 * As many as the longest stretch takes, which makes the fewest groups; one less where that would leave the last one alone
 * and there are two seats for them elsewhere.
 */
function groupSize(map: SeatMap, taken: SeatSet, missing: number, options: BestSeatsOptions): number {
  const lengths = map.runs.flatMap((run) => stretches(run, taken, options)).toSorted((a, b) => b - a);
  const [longest = 0, second = 0] = lengths;
  const size = Math.min(missing, longest);
  const together = missing - size === 1 && size > 2 && second >= 2;
  return together ? size - 1 : size;
}

/** Lengths of the stretches of a run that fit. */
function stretches(run: Run, taken: SeatSet, options: BestSeatsOptions): number[] {
  const lengths: number[] = [];
  let length = 0;
  for (const seat of run) {
    if (!taken.has(seat.seat) && isFor(seat, options)) length += 1;
    else if (length > 0) {
      lengths.push(length);
      length = 0;
    }
  }
  return length > 0 ? [...lengths, length] : lengths;
}

/**
 * The wheelchair space with as many beside it as fit, the others as near as possible on ordinary seats. Spaces whose company would not all find
 * a seat are passed over.
 */
function accessibleGroups(
  map: SeatMap,
  taken: SeatSet,
  n: number,
  options: BestSeatsOptions,
  target: Point,
): BestSeats | null {
  const ordinary = (seat: PlanSeat): boolean => seat.kind === 'seat' && isFor(seat, { zone: options.zone });
  const free = map.runs.flat().filter((seat) => !taken.has(seat.seat) && ordinary(seat)).length;
  for (let size = n - 1; size > 0; size -= 1) {
    const window = bestWindow(map, taken, size, options, target, (found) => {
      return free - seatsOf(found, size).filter(ordinary).length >= n - size;
    });
    if (window === undefined) continue;
    const mine = new Set(seatsOf(window, size).map(({ seat }) => seat));
    const nowTaken: SeatSet = { has: (seat) => mine.has(seat) || taken.has(seat) };
    const rest = bestSeats(map, nowTaken, n - size, { zone: options.zone, near: [...mine] });
    if (rest === null) return null;
    const groups = [[...mine], ...rest.groups];
    return { groups, seats: groups.flat().toSorted((a, b) => a - b) };
  }
  return null;
}
