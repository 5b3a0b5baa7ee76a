import type { PlanFront, PlanSeat } from '@docket/contracts/catalog/seat';
import { hallInvalid, type Fault } from './faults.ts';
import type { Hall, HallFile, PlacedSeat } from './hall-file.ts';
import { bestPoint, extentOf } from './seat-map.ts';

/** Seats whose centres are nearer than this lie on one another. */
const TOO_NEAR = 0.5;
const LABEL_MAX = 40;
const FRONTS = {
  screen: { label: 'Screen', height: 0.6 },
  stage: { label: 'Stage', height: 3 },
  pitch: { label: 'Pitch', height: 10 },
};

/**
 * Checks a hall as a whole and numbers its seats: by row as the file has them, from left to right.
 * @throws DocketError `hall_invalid` naming where in the file
 */
export function buildHall(file: HallFile): Hall {
  if (file.seats.length === 0) throw hallInvalid([{ path: 'file', message: 'has no seats' }]);
  const faults = [...zoneFaults(file), ...labelFaults(file.seats), ...overlapFaults(file.seats)];
  if (faults.length > 0) throw hallInvalid(faults);
  const rows = Map.groupBy(file.seats, ({ row }) => row);
  const ordered = [...rows.values()].flatMap((row) => row.toSorted((a, b) => a.column - b.column));
  const seats = ordered.map((seat, index): PlanSeat => ({
    seat: index + 1,
    label: labelOf(seat),
    section: seat.section,
    row: seat.row,
    column: seat.column,
    zone: seat.zone,
    x: round(seat.x),
    y: round(seat.y),
    kind: seat.kind,
  }));
  const front = frontOf(file, seats);
  const used = [...new Set(seats.map(({ zone }) => zone))];
  const zones =
    file.zones.length > 0 ? file.zones.filter(({ id }) => used.includes(id)) : used.map((id) => ({ id, name: id }));
  return { front, zones, seats, best: file.best ?? roundPoint(bestPoint(seats, front)) };
}

function labelOf(seat: PlacedSeat): string {
  return `${seat.row}${seat.number}`;
}

function zoneFaults(file: HallFile): Fault[] {
  const ids = file.zones.map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return twice.map((id) => ({ path: 'zones', message: `the zone "${id}" is there twice` }));
}

function labelFaults(seats: readonly PlacedSeat[]): Fault[] {
  const seen = new Map<string, string>();
  const columns = new Set<string>();
  const faults: Fault[] = [];
  for (const seat of seats) {
    const place = `${seat.row} ${seat.column}`;
    if (columns.has(place))
      faults.push({ path: seat.from, message: `row ${seat.row} has another seat in column ${seat.column}` });
    columns.add(place);
    const label = labelOf(seat);
    const before = seen.get(label);
    if (before !== undefined) {
      const where = before === seat.from ? 'in the same row' : `at ${before}`;
      faults.push({
        path: seat.from,
        message: `there is a seat ${label} already, ${where}; labels (row and number) must differ over the whole hall`,
      });
    }
    seen.set(label, seat.from);
    if (label.length > LABEL_MAX || /\p{C}/u.test(label + seat.section + seat.zone))
      faults.push({
        path: seat.from,
        message: `row and number (${JSON.stringify(label)}), section and zone must be printable, the first two at most ${LABEL_MAX} characters together`,
      });
  }
  return faults;
}

/** By cells of the size of the distance, so that 20,000 seats are compared with their neighbours only. */
function overlapFaults(seats: readonly PlacedSeat[]): Fault[] {
  const cells = new Map<string, PlacedSeat[]>();
  const faults: Fault[] = [];
  for (const seat of seats) {
    const [column, line] = [Math.floor(seat.x / TOO_NEAR), Math.floor(seat.y / TOO_NEAR)];
    const near = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => cells.get(`${column + dx} ${line + dy}`) ?? []));
    const other = near.find((each) => Math.hypot(each.x - seat.x, each.y - seat.y) < TOO_NEAR);
    if (other !== undefined)
      faults.push({
        path: seat.from,
        message: `seat ${labelOf(seat)} lies on ${labelOf(other)} (${other.from}); move one of them`,
      });
    const key = `${column} ${line}`;
    cells.set(key, [...(cells.get(key) ?? []), seat]);
  }
  return faults;
}

function frontOf({ front }: HallFile, seats: readonly PlanSeat[]): PlanFront {
  const { left, right, top } = extentOf(seats);
  const usual = FRONTS[front.kind];
  const height = front.height ?? usual.height;
  return {
    kind: front.kind,
    label: front.label ?? usual.label,
    x: front.x ?? round((left + right) / 2),
    y: front.y ?? round(top - 2 - height / 2),
    width: front.width ?? round(Math.max(3, (right - left) * 0.7)),
    height,
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000 + 0;
const roundPoint = ({ x, y }: { x: number; y: number }): { x: number; y: number } => ({ x: round(x), y: round(y) });
