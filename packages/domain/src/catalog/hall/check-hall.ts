import { HALL_MAX_PLACES, rowKey } from '@docket/contracts/catalog/seat';
import { tooManyPlaces, type Fault } from './faults.ts';
import type { HallFile, PlacedArea, PlacedSeat } from './hall-file.ts';

/** Seats whose centres are nearer than this lie on one another. */
const TOO_NEAR = 0.5;
/** Of a label: tickets and codes have room for so much. */
const LABEL_MAX = 40;

/** What is wrong with a hall as a whole, all of it. @param labels of the seats, in their order */
export function checkHall(file: HallFile, seats: readonly PlacedSeat[], labels: readonly string[]): Fault[] {
  const called = new Map(seats.map((seat, at) => [seat, labels[at] ?? '']));
  return [
    ...zoneFaults(file),
    ...seatFaults(seats, called),
    ...overlapFaults(file.seats, called),
    ...areaFaults(file.areas, new Set(labels)),
  ];
}

type Called = ReadonlyMap<PlacedSeat, string>;

function zoneFaults(file: HallFile): Fault[] {
  const ids = file.zones.map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return twice.map((id) => ({ path: 'zones', message: `the zone "${id}" is there twice` }));
}

function seatFaults(seats: readonly PlacedSeat[], called: Called): Fault[] {
  const places = new Map<string, PlacedSeat>();
  const columns = new Set<string>();
  const labels = new Map<string, PlacedSeat>();
  const faults: Fault[] = [];
  for (const seat of seats) {
    const label = called.get(seat) ?? '';
    const place = JSON.stringify([seat.section, seat.row, seat.number]);
    const twin = places.get(place);
    const column = `${rowKey(seat)} ${seat.column}`;
    if (twin !== undefined) faults.push({ path: seat.from, message: twinWords(seat, twin) });
    else if (columns.has(column))
      faults.push({ path: seat.from, message: `row ${seat.row} has another seat in column ${seat.column}` });
    else if (labels.has(label))
      faults.push({
        path: seat.from,
        message: `${label} would be the name of this seat and of another (${labels.get(label)?.from}); call the row or the section otherwise`,
      });
    if (twin === undefined) places.set(place, seat);
    columns.add(column);
    labels.set(label, seat);
    if (label.length > LABEL_MAX || /\p{C}/u.test(label + seat.section + seat.zone))
      faults.push({
        path: seat.from,
        message: `the seat would be called "${visible(label)}"; row, number, section and zone must be printable, and such a name has at most ${LABEL_MAX} characters`,
      });
  }
  return faults;
}

function twinWords(seat: PlacedSeat, twin: PlacedSeat): string {
  const where = twin.from === seat.from ? 'in the same row' : `at ${twin.from}`;
  const section = seat.section === '' ? '' : ` of ${seat.section}`;
  return `there is a seat ${seat.number} in row ${seat.row}${section} already, ${where}; change the number, the row or the section`;
}

/** By cells of the size of the distance, so that 20,000 seats are compared with their neighbours only. */
function overlapFaults(seats: readonly PlacedSeat[], called: Called): Fault[] {
  const cells = new Map<string, PlacedSeat[]>();
  const faults: Fault[] = [];
  for (const seat of seats) {
    const [column, line] = [Math.floor(seat.x / TOO_NEAR), Math.floor(seat.y / TOO_NEAR)];
    const near = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => cells.get(`${column + dx} ${line + dy}`) ?? []));
    const other = near.find((each) => Math.hypot(each.x - seat.x, each.y - seat.y) < TOO_NEAR);
    if (other !== undefined)
      faults.push({
        path: seat.from,
        message: `seat ${called.get(seat)} lies on ${called.get(other)} (${other.from}); move one of them`,
      });
    const key = `${column} ${line}`;
    cells.set(key, [...(cells.get(key) ?? []), seat]);
  }
  return faults;
}

function areaFaults(areas: readonly PlacedArea[], labels: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = [];
  const ids = new Set<string>();
  const names = new Set<string>();
  let left = HALL_MAX_PLACES;
  for (const { area, name, places, from } of areas) {
    if (ids.has(area) || names.has(name))
      faults.push({ path: from, message: `there is a standing area ${name} already; areas need names of their own` });
    ids.add(area);
    names.add(name);
    if (labels.has(`${name} 1`))
      faults.push({ path: from, message: `a seat is called ${name} 1; call the area otherwise` });
    if (/\p{C}/u.test(area + name)) faults.push({ path: from, message: 'its name must be printable' });
    left -= places;
    if (left < 0) {
      faults.push(tooManyPlaces(from));
      break;
    }
  }
  return faults;
}

/** A text with what cannot be seen in it by number, such as `AU+200B1`. */
function visible(text: string): string {
  return text.replace(
    /\p{C}/gu,
    (sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
