import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '@docket/runtime/id';
import { testCtx } from '@docket/testing/builders';
import { db, setUpDatabase } from '../spine/fixtures.ts';
import { checkInvariants } from '../invariants.ts';
import { expire, release, testSubject } from './fixtures.ts';
import { confirm } from './confirm.ts';
import { returnHolds } from './end.ts';
import { readCounters } from './counter-states.ts';
import { hold } from './hold.ts';
import { openEvenPool } from './kinds/even.ts';
import type { Wanted } from './kinds/kind.ts';
import { nightOf, nights, openNights } from './kinds/nights.ts';
import { openSeatPool, seats } from './kinds/seats.ts';
import { openStockPool, stock } from './kinds/stock.ts';

/** Small, so that sequences run into each other. */
const SEATS = 6;
const PIECES = 5;
const ROOMS = 2;
const NIGHTS = 5;
const LIMIT = 4;

setUpDatabase();

/** `even`: nights whose rows are made when somebody wants them. */
type Kind = 'seats' | 'stock' | 'nights' | 'even';
type Counted = Exclude<Kind, 'seats'>;
type Status = 'ACTIVE' | 'CONVERTED' | 'RELEASED' | 'EXPIRED' | 'RETURNED';

/** A hold as the rules of docs/adr/0010 have it. `due`: past its time from the start. */
type ModelHold = {
  readonly id: string;
  readonly kind: Kind;
  readonly owner: number;
  readonly units: readonly number[];
  readonly quantity: number;
  readonly due: boolean;
  status: Status;
};

/** What the kernel must answer, worked out the slow way: by looking at all holds there ever were. */
class Model {
  readonly holds: ModelHold[] = [];
  /** Who has a seat: the hold that took it last, until it gave it back. */
  readonly seatOf = new Map<number, ModelHold>();

  hold(next: ModelHold): string {
    if (next.kind === 'seats') {
      if (next.units.some((unit) => unit < 1 || unit > SEATS)) return 'unknown_units';
      if (next.units.some((unit) => this.#isTaken(unit))) return 'taken';
    } else {
      // What due holds keep is given back where it is needed.
      const short = this.#short(next.kind, next);
      for (const each of this.holds)
        if (
          each.kind === next.kind &&
          each.status === 'ACTIVE' &&
          each.due &&
          each.units.some((unit) => short.has(unit))
        )
          each.status = 'EXPIRED';
      if (next.units.some((unit) => !this.units(next.kind).has(unit))) return 'unknown_units';
      if (this.#short(next.kind, next).size > 0) return 'taken';
    }
    if (this.#owned(next) + next.units.length * next.quantity > LIMIT) return 'limit_reached';
    this.holds.push(next);
    if (next.kind === 'seats') for (const unit of next.units) this.seatOf.set(unit, next);
    return 'held';
  }

  confirm(which: ModelHold, late: boolean): string {
    if (which.status === 'CONVERTED') return 'already';
    if (which.status !== 'ACTIVE') return which.status.toLowerCase();
    if ((which.due && !late) || (which.kind === 'seats' && which.units.some((unit) => this.seatOf.get(unit) !== which)))
      return 'expired';
    which.status = 'CONVERTED';
    return 'confirmed';
  }

  end(which: ModelHold, to: 'RELEASED' | 'EXPIRED'): boolean {
    if (which.status !== 'ACTIVE' || (to === 'EXPIRED' && !which.due)) return false;
    which.status = to;
    for (const [seat, owner] of this.seatOf) if (owner === which) this.seatOf.delete(seat);
    return true;
  }

  takeBack(which: ModelHold): boolean {
    if (which.status !== 'CONVERTED') return false;
    which.status = 'RETURNED';
    for (const [seat, owner] of this.seatOf) if (owner === which) this.seatOf.delete(seat);
    return true;
  }

  #isTaken(unit: number): boolean {
    const owner = this.seatOf.get(unit);
    return owner !== undefined && (owner.status === 'CONVERTED' || (owner.status === 'ACTIVE' && !owner.due));
  }

  /** What is held and sold of each counter of a kind. */
  units(kind: Kind): Map<number, { readonly held: number; readonly sold: number }> {
    const sum = (unit: number, status: Status): number =>
      this.holds
        .filter((each) => each.kind === kind && each.status === status && each.units.includes(unit))
        .reduce((pieces, each) => pieces + each.quantity, 0);
    const units = kind === 'stock' ? [0] : Array.from({ length: NIGHTS }, (_, night) => night);
    return new Map(units.map((unit) => [unit, { held: sum(unit, 'ACTIVE'), sold: sum(unit, 'CONVERTED') }]));
  }

  #short(kind: Counted, { units, quantity }: Wanted): Set<number> {
    const capacity = kind === 'stock' ? PIECES : ROOMS;
    const full = [...this.units(kind)].filter(([, { held, sold }]) => capacity - held - sold < quantity);
    return new Set(full.map(([unit]) => unit).filter((unit) => units.includes(unit)));
  }

  #owned(next: ModelHold): number {
    return this.holds
      .filter((each) => each.kind === next.kind && each.owner === next.owner)
      .filter((each) => each.status === 'CONVERTED' || (each.status === 'ACTIVE' && !each.due))
      .reduce((sum, each) => sum + each.units.length * each.quantity, 0);
  }
}

type Nights = {
  readonly owner: number;
  readonly first: number;
  readonly length: number;
  readonly rooms: number;
  readonly due: boolean;
};

type Step =
  | { readonly do: 'seats'; readonly owner: number; readonly units: readonly number[]; readonly due: boolean }
  | { readonly do: 'stock'; readonly owner: number; readonly quantity: number; readonly due: boolean }
  | (Nights & { readonly do: 'nights' })
  | (Nights & { readonly do: 'even' })
  | { readonly do: 'confirm' | 'late' | 'release' | 'expire' | 'return'; readonly which: number };

const owner = fc.integer({ min: 0, max: 2 });
const due = fc.boolean();
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('seats' as const),
    owner,
    units: fc.uniqueArray(fc.integer({ min: 1, max: SEATS + 1 }), { minLength: 1, maxLength: 3 }),
    due,
  }),
  fc.record({ do: fc.constant('stock' as const), owner, quantity: fc.integer({ min: 1, max: 3 }), due }),
  fc.record({
    do: fc.constantFrom('nights', 'even'),
    owner,
    first: fc.nat({ max: NIGHTS - 1 }),
    length: fc.integer({ min: 1, max: 3 }),
    rooms: fc.integer({ min: 1, max: ROOMS }),
    due,
  }),
  fc.record({ do: fc.constantFrom('confirm', 'late', 'release', 'expire', 'return'), which: fc.nat({ max: 20 }) }),
);

/** What the kernel did, beside what the model says. */
type Pair = { readonly kernel: unknown; readonly model: unknown };

class Run {
  readonly model = new Model();
  readonly #pools = { seats: newId(), stock: newId(), nights: newId(), even: newId() };
  readonly #owners = [newId(), newId(), newId()];

  async open(): Promise<void> {
    await openSeatPool(db.pool, { showId: this.#pools.seats, seats: SEATS });
    await openStockPool(db.pool, { itemId: this.#pools.stock, pieces: PIECES });
    await openNights(db.pool, { roomTypeId: this.#pools.nights, from: nightOf(0), to: nightOf(NIGHTS), rooms: ROOMS });
    await openEvenPool(db.pool, { id: this.#pools.even, capacity: ROOMS, units: { from: 0, until: NIGHTS } });
  }

  async #hold(kind: Kind, who: number, wanted: Wanted, isDue: boolean): Promise<Pair> {
    const id = newId();
    const expected = this.model.hold({ id, kind, owner: who, ...wanted, due: isDue, status: 'ACTIVE' });
    const [result] = await hold(db.pool, [
      {
        holdId: id,
        poolId: this.#pools[kind],
        ownerId: this.#owners[who] ?? '',
        wanted,
        perOwner: LIMIT,
        // Not 0: times are kept to the millisecond, rounded up as well as down.
        seconds: isDue ? -0.01 : 600,
        subject: testSubject(id),
      },
    ]);
    return { kernel: result?.outcome, model: expected };
  }

  async take(next: Step): Promise<Pair> {
    if (next.do === 'seats') return this.#hold('seats', next.owner, seats.wanted({ seats: next.units }), next.due);
    if (next.do === 'stock')
      return this.#hold('stock', next.owner, stock.wanted({ quantity: next.quantity }), next.due);
    if (next.do === 'nights' || next.do === 'even') {
      const stay = { arrival: nightOf(next.first), departure: nightOf(next.first + next.length), rooms: next.rooms };
      return this.#hold(next.do, next.owner, nights.wanted(stay), next.due);
    }
    const which = this.model.holds[next.which % Math.max(1, this.model.holds.length)];
    if (which === undefined) return { kernel: undefined, model: undefined };
    if (next.do === 'confirm' || next.do === 'late') {
      const expected = this.model.confirm(which, next.do === 'late');
      return { kernel: await confirm(db.pool, which.id, next.do === 'late'), model: expected };
    }
    if (next.do === 'return') {
      const back = (await returnHolds(db.pool, [which.id])).map(({ holdId }) => holdId);
      return { kernel: back, model: this.model.takeBack(which) ? [which.id] : [] };
    }
    const expected = this.model.end(which, next.do === 'release' ? 'RELEASED' : 'EXPIRED');
    const ended = await (next.do === 'release' ? release : expire)(db.pool, [which.id]);
    return { kernel: ended, model: expected ? [which.id] : [] };
  }

  /** Every hold's status, every seat's owner and every counter, in the rows and in the model. */
  async state(): Promise<Pair> {
    const holds = await db.pool.query<{ id: string; status: Status }>(
      'SELECT id, status FROM holds WHERE pool_id = ANY ($1)',
      [Object.values(this.#pools)],
    );
    const taken = await db.pool.query<{ seat: number; hold_id: string }>(
      `SELECT seat, hold_id FROM pool_seats WHERE pool_id = $1 AND state <> 'FREE'`,
      [this.#pools.seats],
    );
    const counted = await db.pool.query<{ pool_id: string; unit: number; held: number; sold: number }>(
      'SELECT pool_id, unit, held, sold FROM pool_counters WHERE pool_id = ANY ($1)',
      [[this.#pools.stock, this.#pools.nights]],
    );
    const counters = (pool: string) =>
      new Map(counted.rows.filter((row) => row.pool_id === pool).map(({ unit, held, sold }) => [unit, { held, sold }]));
    const even = await readCounters(db.pool, [this.#pools.even], { from: 0, until: NIGHTS });
    const freeOf = (each: { readonly held: number; readonly sold: number }): number => ROOMS - each.held - each.sold;
    return {
      kernel: {
        even: Array.from({ length: NIGHTS }, (_, night) => even(this.#pools.even, night).free),
        stock: counters(this.#pools.stock),
        nights: counters(this.#pools.nights),
        holds: new Map(holds.rows.map((row) => [row.id, row.status])),
        seats: new Map(taken.rows.map((row) => [row.seat, row.hold_id])),
      },
      model: {
        even: [...this.model.units('even').values()].map(freeOf),
        stock: this.model.units('stock'),
        nights: this.model.units('nights'),
        holds: new Map(this.model.holds.map((each) => [each.id, each.status])),
        seats: new Map([...this.model.seatOf].map(([seat, { id }]) => [seat, id])),
      },
    };
  }
}

describe('the kernel', () => {
  it('does what a simple model does, whatever the order of verbs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const run = new Run();
        await run.open();
        for (const next of steps) {
          const { kernel, model } = await run.take(next);
          expect({ next, outcome: kernel }).toEqual({ next, outcome: model });
        }
        const { kernel, model } = await run.state();
        expect(kernel).toEqual(model);
      }),
      { numRuns: 80 },
    );
    const report = await checkInvariants(testCtx(db));
    expect(report.invariants.filter(({ ok }) => !ok)).toEqual([]);
  });
});
