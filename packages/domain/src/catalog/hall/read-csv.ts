import { HALL_MAX_SEATS, seatKind } from '@docket/contracts/catalog/seat';
import { readCsv, type CsvLine } from './csv.ts';
import { hallInvalid, tooManySeats, type Fault } from './faults.ts';
import type { HallFile, PlacedSeat } from './hall-file.ts';

const COLUMNS = ['row', 'number', 'zone', 'section', 'x', 'y', 'kind', 'column'] as const;
type Column = (typeof COLUMNS)[number];
const NEEDED: readonly Column[] = ['row', 'number', 'zone'];
/** Between rows that are not placed by the file. */
const ROW_PITCH = 1;

type Line = { readonly line: number; readonly cell: (column: Column) => string };

/** Reads the CSV form of a hall: a line a seat (docs/halls.md). @throws DocketError `hall_invalid` naming the lines */
export function readHallCsv(text: string): HallFile {
  const [head, ...body] = linesOf(text);
  if (head === undefined)
    throw hallInvalid([{ path: 'file', message: 'is empty; begin with the line row,number,zone' }]);
  const names = head.cells.map((name) => name.toLowerCase());
  refuseHead(head, names);
  if (body.length > HALL_MAX_SEATS) throw tooManySeats();
  const faults: Fault[] = [];
  const lines = body.map(({ line, cells }): Line => {
    if (cells.length > names.length)
      faults.push({
        path: `line ${line}`,
        message: `has ${cells.length} cells and the first line only ${names.length}`,
      });
    return { line, cell: (column) => cells[names.indexOf(column)] ?? '' };
  });
  const rows = Map.groupBy(lines, (line) => line.cell('row'));
  const seats: PlacedSeat[] = [];
  for (const [index, row] of [...rows.values()].entries()) seats.push(...readRow(row, index, faults));
  if (faults.length > 0) throw hallInvalid(faults);
  return { venue: undefined, name: undefined, front: { kind: 'screen' }, zones: [], best: undefined, seats };
}

function linesOf(text: string): CsvLine[] {
  try {
    return readCsv(text);
  } catch (error) {
    throw hallInvalid([{ path: error instanceof Error ? error.message : 'file', message: 'a quote is not closed' }]);
  }
}

function refuseHead(head: CsvLine, names: readonly string[]): void {
  const path = `line ${head.line}`;
  const missing = NEEDED.filter((name) => !names.includes(name));
  const semicolons = head.cells.length === 1 && head.cells[0]?.includes(';') === true;
  if (semicolons) throw hallInvalid([{ path, message: 'separate the cells with commas, not with semicolons' }]);
  if (missing.length > 0)
    throw hallInvalid([
      { path, message: `must name the columns; ${missing.join(', ')} is missing (known are ${COLUMNS.join(', ')})` },
    ]);
  const unknown = names.filter((name) => !COLUMNS.some((column) => column === name));
  if (unknown.length > 0)
    throw hallInvalid([
      { path, message: `there is no column "${unknown.join('", "')}"; known are ${COLUMNS.join(', ')}` },
    ]);
  if (new Set(names).size < names.length) throw hallInvalid([{ path, message: 'names a column twice' }]);
}

function readRow(lines: readonly Line[], index: number, faults: Fault[]): PlacedSeat[] {
  const seats = lines.flatMap((line): PlacedSeat[] => {
    const from = `line ${line.line}`;
    const fault = (message: string): PlacedSeat[] => (faults.push({ path: from, message }), []);
    const [row, number, zone, kind] = [line.cell('row'), line.cell('number'), line.cell('zone'), line.cell('kind')];
    if (row === '' || number === '' || zone === '') return fault('row, number and zone must not be empty');
    const kindParsed = seatKind.safeParse(kind === '' ? 'seat' : kind.toLowerCase());
    if (!kindParsed.success) return fault(`kind "${kind}" is none of seat, wheelchair, companion`);
    const [x, y, column] = [numberOf(line.cell('x')), numberOf(line.cell('y')), numberOf(line.cell('column'))];
    if (x === 'bad' || y === 'bad') return fault('x and y must be numbers, in seat pitches');
    if (column === 'bad' || (column !== null && !Number.isInteger(column)))
      return fault('column must be a whole number');
    if ((x === null) !== (y === null)) return fault('has only one of x and y; give both or neither');
    const ordinal = /^\d{1,4}$/.test(number) ? Number(number) : null;
    if (ordinal === null && x === null)
      return fault(`number "${number}" is not a whole number, so the seat needs x and y`);
    return [
      {
        section: line.cell('section'),
        row,
        number,
        zone,
        kind: kindParsed.data,
        column: column ?? ordinal ?? Number.NaN,
        x: x ?? ordinal ?? 0,
        y: y ?? index * ROW_PITCH,
        from,
      },
    ];
  });
  const placed = lines.some((line) => line.cell('x') !== '') && lines.every((line) => line.cell('column') === '');
  return placed ? columnsByPlace(seats) : seats;
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

function numberOf(cell: string): number | null | 'bad' {
  if (cell === '') return null;
  const value = Number(cell);
  return Number.isFinite(value) && Math.abs(value) <= 2_000 ? value : 'bad';
}
