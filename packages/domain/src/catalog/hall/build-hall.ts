import { rowKey, type PlanArea, type PlanFront, type PlanSeat, type Point } from '@docket/contracts/catalog/seat';
import { checkHall } from './check-hall.ts';
import { hallInvalid } from './faults.ts';
import type { Hall, HallFile, PlacedArea } from './hall-file.ts';
import { labelsOf } from './labels.ts';
import { bestPoint, extentOf } from './seat-map.ts';

const FRONTS = {
  screen: { label: 'Screen', height: 0.6 },
  stage: { label: 'Stage', height: 3 },
  pitch: { label: 'Pitch', height: 10 },
};
/** Of an area that a file does not place. */
const AREA = { width: 10, height: 5, gap: 1.5 };

/**
 * Checks a hall as a whole and numbers its seats: by row as the file has them, from left to right; then the places of its areas.
 * @throws DocketError `hall_invalid` naming where in the file
 */
export function buildHall(file: HallFile): Hall {
  if (file.seats.length + file.areas.length === 0) throw hallInvalid([{ path: 'file', message: 'has no seats' }]);
  const rows = Map.groupBy(file.seats, rowKey);
  const ordered = [...rows.values()].flatMap((row) => row.toSorted((a, b) => a.column - b.column));
  const labels = labelsOf(ordered);
  const faults = checkHall(file, ordered, labels);
  if (faults.length > 0) throw hallInvalid(faults);
  const seats = ordered.map((seat, index): PlanSeat => ({
    seat: index + 1,
    label: labels[index] ?? '',
    section: seat.section,
    row: seat.row,
    number: seat.number,
    column: seat.column,
    zone: seat.zone,
    x: round(seat.x),
    y: round(seat.y),
    kind: seat.kind,
  }));
  const areas = placeAreas(file.areas, seats);
  const front = frontOf(file, [...seats, ...areas.flatMap(cornersOf)]);
  const used = [...new Set([...seats, ...areas].map(({ zone }) => zone))];
  const zones =
    file.zones.length > 0 ? file.zones.filter(({ id }) => used.includes(id)) : used.map((id) => ({ id, name: id }));
  return { front, zones, seats, areas, best: file.best ?? roundPoint(bestPoint(seats, front)) };
}

/** Each with the numbers after those before it; those without a place one behind the other, after the last row. */
function placeAreas(areas: readonly PlacedArea[], seats: readonly PlanSeat[]): PlanArea[] {
  const { left, right, bottom } = extentOf(seats);
  let first = seats.length + 1;
  let edge = seats.length === 0 ? 0 : bottom + AREA.gap;
  return areas.map(({ area, name, zone, places, ...at }) => {
    const height = at.height ?? AREA.height;
    const width = at.width ?? Math.max(AREA.width, right - left + 1);
    const y = at.y ?? edge + height / 2;
    if (at.y === undefined) edge += height + 1;
    const placed = {
      area,
      name,
      zone,
      first,
      places,
      x: round(at.x ?? (left + right) / 2),
      y: round(y),
      width,
      height,
    };
    first += places;
    return placed;
  });
}

function cornersOf({ x, y, width, height }: PlanArea): Point[] {
  return [
    { x: x - width / 2, y: y - height / 2 },
    { x: x + width / 2, y: y + height / 2 },
  ];
}

function frontOf({ front }: HallFile, points: readonly Point[]): PlanFront {
  const { left, right, top } = extentOf(points);
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
