import { z } from 'zod';
import { planArea, type PlanArea } from '@docket/contracts/catalog/seat';
import { DocketError } from '@docket/contracts/errors';
import type { SeatRef } from '@docket/contracts/http/booking';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';

type SeatRow = {
  readonly seat: number;
  readonly label: string;
  readonly section: string;
  readonly row: string;
  readonly number: string;
};

/** A hall prepared for finding what people ask for. Its version never changes. */
export type HallIndex = {
  readonly byLabel: ReadonlyMap<string, SeatRow>;
  /** By row and number; those of several sections together. */
  readonly byPlace: () => ReadonlyMap<string, readonly SeatRow[]>;
  readonly areas: readonly PlanArea[];
};

const seatsStatement = prepare(
  'hall_seat_names',
  `SELECT seat, label, section, "row", number FROM hall_seats WHERE hall_id = $1 AND kind <> 'place' ORDER BY seat`,
).rows<SeatRow>();
const areasStatement = prepare('hall_areas', `SELECT plan -> 'areas' AS areas FROM halls WHERE id = $1`);

const areas = z.array(planArea).catch([]);
const halls = perDb(() => new TtlCache<HallIndex>({ ttlMs: 600_000, max: 200 }));

export function readHallIndex(ctx: Pick<Ctx, 'db'>, hallId: string): Promise<HallIndex> {
  return halls(ctx.db).get(hallId, async () => {
    const [rows, [hall]] = await Promise.all([
      seatsStatement(ctx.db.pool, [hallId]),
      areasStatement(ctx.db.pool, [hallId]),
    ]);
    // Most ask by labels; the other index is made when somebody first does not.
    let byPlace: ReadonlyMap<string, readonly SeatRow[]> | undefined;
    return {
      byLabel: new Map(rows.map((row) => [row.label, row])),
      byPlace: () => (byPlace ??= Map.groupBy(rows, ({ row, number }) => placeKey(row, number))),
      areas: areas.parse(hall?.areas),
    };
  });
}

function placeKey(row: string, number: string): string {
  return JSON.stringify([row, number]);
}

/**
 * The seats that are asked for, in seat order.
 * @throws DocketError `duplicate_seats`, `unknown_seat`
 */
export function findSeats(asked: readonly SeatRef[], hall: HallIndex): readonly Pick<SeatRow, 'seat' | 'label'>[] {
  const found = asked.map((ref, at) => findSeat(ref, hall, `body.seats.${at}`));
  if (new Set(found.map(({ seat }) => seat)).size < found.length)
    throw new DocketError('duplicate_seats', 'Name each seat once.', {
      fields: [{ path: 'body.seats', message: 'holds a seat more than once' }],
    });
  return found.toSorted((a, b) => a.seat - b.seat);
}

function findSeat(ref: SeatRef, hall: HallIndex, path: string): SeatRow {
  if (typeof ref === 'string') {
    // A label of before is kept as it came; of what comes now an accent may be written apart from its letter.
    const row = hall.byLabel.get(ref) ?? hall.byLabel.get(ref.normalize('NFC'));
    if (row === undefined) throw unknownSeat(path, JSON.stringify(ref));
    return row;
  }
  const [section, row, number] = [ref.section, ref.row, ref.number].map((text) => text?.normalize('NFC'));
  const there = hall.byPlace().get(placeKey(row ?? '', number ?? '')) ?? [];
  const [seat, another] = section === undefined ? there : there.filter((each) => each.section === section);
  const words = `${section === undefined ? '' : `${section}, `}row ${row}, seat ${number}`;
  if (seat === undefined) throw unknownSeat(path, words);
  if (another !== undefined) {
    const message = `${words} is there in ${there.map((each) => each.section || 'a part without a name').join(' and in ')}; say which section`;
    throw new DocketError('unknown_seat', `${message}.`, { fields: [{ path, message }] });
  }
  return seat;
}

function unknownSeat(path: string, words: string): DocketError {
  return new DocketError('unknown_seat', `The hall of this show has no seat ${words}.`, {
    fields: [{ path, message: `there is no ${words}` }],
  });
}

/** What is asked for in a standing area, with the numbers of all its places. */
export type AskedPlaces = {
  readonly area: string;
  readonly name: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
};

/** The standing areas that are asked for, in the order of their numbers. @throws DocketError `unknown_area`, `duplicate_seats` */
export function findAreas(
  asked: readonly { readonly area: string; readonly count: number }[],
  hall: Pick<HallIndex, 'areas'>,
): readonly AskedPlaces[] {
  const found = asked.map(({ area: id, count }, at): AskedPlaces => {
    const area = hall.areas.find((each) => each.area === id);
    if (area === undefined) {
      const known = hall.areas.map((each) => each.area).join(', ');
      const message =
        known === '' ? 'the hall has seats only' : `there is no ${JSON.stringify(id)}; there are ${known}`;
      throw new DocketError('unknown_area', `The hall of this show has no standing area ${JSON.stringify(id)}.`, {
        fields: [{ path: `body.places.${at}.area`, message }],
      });
    }
    return { area: id, name: area.name, count, first: area.first, last: area.first + area.places - 1 };
  });
  if (new Set(found.map(({ area }) => area)).size < found.length)
    throw new DocketError('duplicate_seats', 'Name each standing area once.', {
      fields: [{ path: 'body.places', message: 'holds an area more than once' }],
    });
  return found.toSorted((a, b) => a.first - b.first);
}
