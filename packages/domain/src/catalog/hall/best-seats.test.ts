import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanSeat, SeatKind } from '@docket/contracts/catalog/seat';
import { bestSeats, type BestSeatsOptions } from './best-seats.ts';
import { bestPoint, createSeatMap, type SeatMap } from './seat-map.ts';

const KINDS: Readonly<Record<string, SeatKind>> = { w: 'wheelchair', c: 'companion' };

/** Rows as text, one character a place: `.` no seat, `s` and `p` seats of two zones, `w` a wheelchair space, `c` its companion; capitals are taken. */
function hall(rows: readonly string[]): { map: SeatMap; taken: Set<number>; seats: PlanSeat[] } {
  const seats: PlanSeat[] = [];
  const taken = new Set<number>();
  for (const [y, pattern] of rows.entries()) {
    for (const [x, letter] of [...pattern].entries()) {
      if (letter === '.') continue;
      const row = String.fromCodePoint(65 + y);
      const seat = seats.length + 1;
      const low = letter.toLowerCase();
      if (letter !== low) taken.add(seat);
      const zone = low === 'p' ? 'premium' : 'standard';
      seats.push({
        seat,
        label: `${row}${x + 1}`,
        section: '',
        row,
        number: String(x + 1),
        column: x + 1,
        zone,
        x,
        y,
        kind: KINDS[low] ?? 'seat',
      });
    }
  }
  return { map: createSeatMap(seats, bestPoint(seats, { x: 0, y: -2 })), taken, seats };
}

function choose(rows: readonly string[], n: number, options?: BestSeatsOptions): string | null {
  const { map, taken } = hall(rows);
  const found = bestSeats(map, taken, n, options);
  if (found === null) return null;
  expect(found.seats).toEqual(found.groups.flat().toSorted((a, b) => a - b));
  return found.groups.map((group) => group.map((seat) => map.bySeat.get(seat)?.label).join(' ')).join(' | ');
}

describe('the best seats', () => {
  it('are in the middle, two thirds back', () => {
    expect(choose(['sssssss', 'sssssss', 'sssssss', 'sssssss'], 3)).toBe('C3 C4 C5');
  });

  it('leave nobody a single seat where that can be avoided', () => {
    // B2 B3 would be nearest to the middle and leave B1 and B4 alone.
    expect(choose(['....', 'ssss', '....'], 2)).toBe('B1 B2');
    expect(choose(['sssss', 'sss..'], 2)).toMatch(/^A/);
    expect(choose(['sss'], 2)).toBe('A1 A2');
  });

  it('do not count a seat as left alone that others could still take together', () => {
    expect(choose(['sspppp'], 2, { zone: 'premium' })).toBe('A3 A4');
    expect(choose(['sppps'], 2, { zone: 'premium' })).toMatch(/A2 A3|A3 A4/);
  });

  it('are never across an aisle', () => {
    expect(choose(['sss.sss', 'ss.ssss'], 4)).toBe('B4 B5 B6 B7');
  });

  it('fall back to few groups near one another, with nobody alone', () => {
    expect(choose(['sss.s', 'ss...'], 5)).toBe('A1 A2 A3 | B1 B2');
    expect(choose(['sss.s', 'ss...'], 4)).toBe('B1 B2 | A1 A2');
    expect(choose(['ss.S.s'], 3)).toBe('A1 A2 | A6');
    expect(choose(['ss.S.s'], 4)).toBeNull();
  });

  it('keep wheelchair spaces for those who need one, and give them one with company', () => {
    expect(choose(['wcss'], 3)).toBeNull();
    expect(choose(['ssss', 'wcss'], 2, { accessible: true })).toBe('B1 B2');
    expect(choose(['ssss', 'wcss'], 3, { accessible: true })).toBe('B1 B2 B3');
    expect(choose(['wwc'], 3, { accessible: true })).toBeNull();
    expect(choose(['sss', 'wc.'], 4, { accessible: true })).toBe('B1 B2 | A1 A2');
    expect(choose(['sss', 'WC.'], 1, { accessible: true })).toBeNull();
  });

  it('are near the seats one wanted', () => {
    const { map, taken, seats } = hall(['ssssssss', 'ssssssSS', 'ssssssss']);
    const wanted = seats.filter(({ seat }) => taken.has(seat)).map(({ seat }) => seat);
    const labels = bestSeats(map, taken, 2, { near: wanted })?.seats.map((seat) => map.bySeat.get(seat)?.label);
    expect(['A7 A8', 'C7 C8', 'B5 B6']).toContain(labels?.join(' '));
  });

  it('around an arena are those by the pitch', () => {
    const { map, seats } = hall(['sssss', 'sssss', '.....', 'sssss', 'sssss']);
    const arena = createSeatMap(seats, bestPoint(seats, { x: 2, y: 2 }));
    expect(bestSeats(arena, new Set(), 1)?.seats.map((seat) => map.bySeat.get(seat)?.label)).toEqual(['B3']);
  });
});

const letter = fc.constantFrom('s', 's', 's', 's', 'S', 'S', 'p', 'P', '.', 'w', 'c');
const rows = fc.array(
  fc.array(letter, { minLength: 1, maxLength: 9 }).map((l) => l.join('')),
  { minLength: 1, maxLength: 4 },
);
const zone = fc.constantFrom(undefined, 'standard', 'premium');

/** Every `n` ordinary free neighbours there are, found without any cleverness. */
function allTogether(seats: readonly PlanSeat[], taken: ReadonlySet<number>, n: number, wanted: string | undefined) {
  const usable = (seat: PlanSeat | undefined): seat is PlanSeat =>
    seat !== undefined &&
    !taken.has(seat.seat) &&
    seat.kind === 'seat' &&
    (wanted === undefined || seat.zone === wanted);
  const at = (row: string, column: number) => seats.find((seat) => seat.row === row && seat.column === column);
  return seats
    .map((first) => Array.from({ length: n }, (_, i) => at(first.row, first.column + i)))
    .filter((group): group is PlanSeat[] => group.every(usable))
    .map((group) => ({ group, orphans: orphansOf(seats, taken, group) }));
}

/** Free ordinary seats that had a free neighbour before, or were next to the group, and have none after it. */
function orphansOf(seats: readonly PlanSeat[], taken: ReadonlySet<number>, group: readonly PlanSeat[]): number {
  const gone = new Set([...taken, ...group.map(({ seat }) => seat)]);
  const free = seats.filter((seat) => !gone.has(seat.seat) && seat.kind === 'seat');
  const near = (a: PlanSeat, b: PlanSeat): boolean => a.row === b.row && Math.abs(a.column - b.column) === 1;
  return free.filter((seat) => group.some((each) => near(each, seat)) && !free.some((other) => near(other, seat)))
    .length;
}

describe('for any hall', () => {
  it('they are free, of the zone, distinct and as many as asked; together with the fewest orphans whenever that exists', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 6 }), zone, (pattern, n, wanted) => {
        const { map, taken, seats } = hall(pattern);
        const usable = seats.filter(
          (s) => !taken.has(s.seat) && s.kind === 'seat' && (wanted === undefined || s.zone === wanted),
        );
        const found = bestSeats(map, taken, n, { zone: wanted });
        expect(found === null).toBe(usable.length < n);
        if (found === null) return;
        expect(new Set(found.seats).size).toBe(n);
        for (const seat of found.seats) expect(usable.map((each) => each.seat)).toContain(seat);
        const possible = allTogether(seats, taken, n, wanted);
        expect(found.groups.length === 1).toBe(possible.length > 0);
        if (possible.length === 0) return;
        const chosen = seats.filter(({ seat }) => found.seats.includes(seat));
        const fewest = Math.min(...possible.map(({ orphans }) => orphans));
        expect(orphansOf(seats, taken, chosen)).toBe(fewest);
        // And among those the nearest to the best place.
        const distance = (group: readonly PlanSeat[]): number =>
          group.reduce((sum, { x, y }) => sum + Math.hypot(x - map.best.x, y - map.best.y), 0) / n;
        const nearest = Math.min(...possible.filter((p) => p.orphans === fewest).map((p) => distance(p.group)));
        expect(distance(chosen)).toBeCloseTo(nearest, 9);
      }),
      { numRuns: 500 },
    );
  });

  it('groups are as few as can be', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 8 }), (pattern, n) => {
        const { map, taken } = hall(pattern);
        const found = bestSeats(map, taken, n);
        if (found === null) return;
        const lengths = map.runs
          .flatMap((run) =>
            run
              .map((s) => (!taken.has(s.seat) && s.kind === 'seat' ? 'x' : ' '))
              .join('')
              .split(/ +/),
          )
          .map((text) => text.length)
          .toSorted((a, b) => b - a);
        let [covered, fewest] = [0, 0];
        while (covered < n) covered += lengths[fewest++] ?? 0;
        expect(found.groups).toHaveLength(fewest);
      }),
      { numRuns: 500 },
    );
  });
});
