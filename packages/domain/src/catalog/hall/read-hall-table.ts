import { HALL_MAX_PLACES, HALL_MAX_SEATS, rowKey, seatKind, type SeatKind } from '@docket/contracts/catalog/seat';
import { readName, readNumber } from '../../spine/table/cells.ts';
import { readTable, type Table } from '../../spine/table/read-table.ts';
import { asHallFile, hallInvalid, tooManySeats, type Fault } from './faults.ts';
import type { HallFile, PlacedArea, PlacedSeat } from './hall-file.ts';
import { lineOf, readColumns, type Columns, type Field, type Line } from './table-columns.ts';

/** What a line of a standing area says instead of a kind of seat. */
const STANDING = 'standing';
/** Between rows that are not placed by the file. */
const ROW_PITCH = 1;

export type HallTable = { readonly file: HallFile; readonly table: Table; readonly columns: Columns };

/**
 * Reads the form of a hall that comes from spreadsheets: a line a seat, or a line a standing area (docs/halls.md).
 * @throws DocketError `hall_invalid` naming lines and columns, of all faults
 */
export function readHallTable(bytes: Uint8Array): HallTable {
  const table = asHallFile(() => readTable(bytes));
  const { columns, faults: misnamed } = readColumns(table);
  if (misnamed.length > 0) throw hallInvalid(misnamed);
  if (table.lines.length > HALL_MAX_SEATS) throw tooManySeats();
  const faults: Fault[] = [...table.faults];
  const lines = table.lines.map((line) => lineOf(line, columns));
  const isArea = (line: Line): boolean => line.cell('kind').toLowerCase() === STANDING || line.cell('places') !== '';
  const areas = lines.filter(isArea).flatMap((line) => readArea(line, faults) ?? []);
  const rows = Map.groupBy(
    lines.filter((line) => !isArea(line)),
    (line) => rowKey({ section: line.cell('section'), row: readName(line.cell('row')) }),
  );
  const seats = [...rows.values()].flatMap((row, index) => readRow(row, index, faults));
  if (faults.length > 0) throw hallInvalid(faults);
  const file = { venue: undefined, name: undefined, front: { kind: 'screen' as const }, zones: [], best: undefined };
  return { file: { ...file, seats, areas }, table, columns };
}

function readArea(line: Line, faults: Fault[]): PlacedArea | undefined {
  const before = faults.length;
  const fault = (field: Field, message: string): void => void faults.push({ path: line.at(field), message });
  const name = line.cell('section');
  const places = readNumber(line.cell('places'));
  if (line.cell('kind') !== '' && line.cell('kind').toLowerCase() !== STANDING)
    fault('kind', `only an area of kind ${STANDING} has places; a seat is one line each`);
  if (name === '') fault('section', 'say what the standing area is called');
  if (line.cell('zone') === '') fault('zone', 'must not be empty');
  if (typeof places !== 'number' || !Number.isInteger(places) || places < 1 || places > HALL_MAX_PLACES)
    fault('places', `must be how many people fit in, a whole number from 1 to ${HALL_MAX_PLACES}`);
  const { x, y } = readPlace(line, fault);
  if (faults.length > before || typeof places !== 'number') return undefined;
  return {
    area: areaId(name),
    name,
    zone: line.cell('zone'),
    places,
    x: x ?? undefined,
    y: y ?? undefined,
    from: `line ${line.line}`,
  };
}

/** What bookings name an area by: its name in small letters and dashes, where that leaves anything. */
export function areaId(name: string): string {
  const id = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  return id === '' ? name : id;
}

/** The seats of one row. @param index which row of the file it is */
function readRow(row: readonly Line[], index: number, faults: Fault[]): PlacedSeat[] {
  const seats = row.flatMap((line) => readSeat(line, index, faults) ?? []);
  const placed = row.some((line) => line.cell('x') !== '') && row.every((line) => line.cell('column') === '');
  return placed ? columnsByPlace(seats) : seats;
}

function readSeat(line: Line, index: number, faults: Fault[]): PlacedSeat | undefined {
  const before = faults.length;
  const fault = (field: Field, message: string): void => void faults.push({ path: line.at(field), message });
  const [row, number] = [readName(line.cell('row')), readName(line.cell('number'))];
  for (const field of ['row', 'number', 'zone'] as const) {
    if (line.cell(field) === '') fault(field, 'must not be empty');
  }
  const kind = readKind(line, fault);
  const { x, y } = readPlace(line, fault);
  const column = readNumber(line.cell('column'));
  if (column === undefined || (column !== null && !Number.isInteger(column))) fault('column', 'must be a whole number');
  const ordinal = /^\d{1,4}$/.test(number) ? Number(number) : null;
  if (ordinal === null && number !== '' && x === null)
    fault('number', `"${number}" is not a whole number, so the seat needs x and y`);
  if (faults.length > before) return undefined;
  return {
    section: line.cell('section'),
    row,
    number,
    prefix: '',
    zone: line.cell('zone'),
    kind,
    column: column ?? ordinal ?? Number.NaN,
    x: x ?? ordinal ?? 0,
    y: y ?? index * ROW_PITCH,
    from: `line ${line.line}`,
  };
}

function readKind(line: Line, fault: (field: Field, message: string) => void): SeatKind {
  const kind = seatKind.safeParse(line.cell('kind').toLowerCase() || 'seat');
  if (kind.success) return kind.data;
  fault('kind', `"${line.cell('kind')}" is none of ${seatKind.options.join(', ')}, ${STANDING}`);
  return 'seat';
}

function readPlace(line: Line, fault: (field: Field, message: string) => void): { x: number | null; y: number | null } {
  const place = { x: readNumber(line.cell('x')), y: readNumber(line.cell('y')) };
  for (const axis of ['x', 'y'] as const) {
    const value = place[axis];
    if (value === undefined || Math.abs(value ?? 0) > 2_000)
      fault(axis, 'must be a number of seat pitches, such as 3.5 or 3,5, at most 2000');
  }
  const [x, y] = [place.x ?? null, place.y ?? null];
  if ((line.cell('x') === '') !== (line.cell('y') === ''))
    fault(x === null ? 'x' : 'y', 'has only one of x and y; give both or neither');
  return { x, y };
}

/** Seats with a place: who stands next to whom is read from the distances. */
function columnsByPlace(seats: readonly PlacedSeat[]): PlacedSeat[] {
  const [left, right] = [Math.min(...seats.map(({ x }) => x)), Math.max(...seats.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...seats.map(({ y }) => y)), Math.max(...seats.map(({ y }) => y))];
  // Rows of side blocks run down the plan.
  const along = right - left >= bottom - top ? (seat: PlacedSeat) => seat.x : (seat: PlacedSeat) => seat.y;
  let column = 0;
  let last: PlacedSeat | undefined;
  return seats
    .toSorted((a, b) => along(a) - along(b))
    .map((seat) => {
      const step = last === undefined ? 1 : Math.hypot(seat.x - last.x, seat.y - last.y);
      column += step < 1.5 ? 1 : Math.round(step);
      last = seat;
      return { ...seat, column };
    });
}
