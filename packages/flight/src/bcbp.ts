/** What a boarding pass's bar code says of one flight: the items that are mandatory in format M with one leg (IATA Resolution 792, version 8). */
export type BoardingPass = {
  /** A to Z and spaces, as the passport carries them. */
  readonly surname: string;
  readonly given: string;
  /** Record locator, up to 7 letters and digits. */
  readonly locator: string;
  /** IATA codes of the airports. */
  readonly from: string;
  readonly to: string;
  /** IATA or ICAO code of the airline that flies, 2 or 3. */
  readonly carrier: string;
  /** 1 to 9999, and a letter where the flight has one. */
  readonly number: string;
  /** The day of the flight where it departs, `YYYY-MM-DD`; the code has the day of the year only. */
  readonly day: string;
  /** `F`, `J`, `W` or `Y`. */
  readonly compartment: string;
  /** Row and letter, `12C`; null before a seat is assigned. */
  readonly seat: string | null;
  /** Of check-in, 1 to 9999. */
  readonly sequence: number;
  /** `0`: not checked in … `1`: checked in, `3`: boarded (table of passenger statuses). */
  readonly status: string;
};

/** Mandatory items: 23 that are one time there and 37 for the leg. */
export const BCBP_LENGTH = 60;
const NAME = 20;

/** @returns 60 characters for an Aztec or PDF417 code @throws RangeError for a field that the format cannot carry, which it names */
export function writeBoardingPass(pass: BoardingPass): string {
  const { surname, given, locator, from, to, carrier, number, day, compartment, seat, sequence, status } = pass;
  const name = `${must('surname', surname, /^[A-Z]+( [A-Z]+)*$/)}/${must('given', given, /^[A-Z]+( [A-Z]+)*$/)}`;
  const flight = /^(\d{1,4})([A-Z]?)$/.exec(number);
  const place = seat === null ? null : /^(\d{1,3})([A-Z])$/.exec(seat);
  if (flight === null) throw new RangeError(`number: ${JSON.stringify(number)} is not a flight number`);
  if (seat !== null && place === null) throw new RangeError(`seat: ${JSON.stringify(seat)} is not a seat such as 12C`);
  if (!Number.isSafeInteger(sequence) || sequence < 1 || sequence > 9_999)
    throw new RangeError(`sequence: ${sequence} is not from 1 to 9999`);
  return [
    'M1',
    // Longer ones are cut off, as the resolution has it.
    name.slice(0, NAME).padEnd(NAME),
    'E',
    must('locator', locator, /^[A-Z0-9]{5,7}$/).padEnd(7),
    must('from', from, /^[A-Z]{3}$/),
    must('to', to, /^[A-Z]{3}$/),
    must('carrier', carrier, /^[A-Z0-9]{2,3}$/).padEnd(3),
    `${(flight[1] ?? '').padStart(4, '0')}${flight[2] ?? ''}`.padEnd(5),
    String(dayOfYear(day)).padStart(3, '0'),
    must('compartment', compartment, /^[A-Z]$/),
    place === null ? '    ' : `${(place[1] ?? '').padStart(3, '0')}${place[2] ?? ''}`,
    String(sequence).padStart(4, '0').padEnd(5),
    must('status', status, /^[0-9]$/),
    // Nothing of what is conditional follows.
    '00',
  ].join('');
}

/** What a code says, for whoever scans it. The year is not in it. @throws RangeError for what is no such code */
export function readBoardingPass(code: string): Omit<BoardingPass, 'day'> & { readonly dayOfYear: number } {
  if (code.length < BCBP_LENGTH || !code.startsWith('M'))
    throw new RangeError('not the bar code of a boarding pass in format M');
  const at = (from: number, length: number): string => code.slice(from, from + length).trim();
  const [surname = '', given = ''] = at(2, NAME).split('/');
  const seat = at(48, 4).replace(/^0+/, '');
  return {
    surname,
    given,
    locator: at(23, 7),
    from: at(30, 3),
    to: at(33, 3),
    carrier: at(36, 3),
    number: at(39, 5).replace(/^0+(?=\d)/, ''),
    dayOfYear: Number(at(44, 3)),
    compartment: at(47, 1),
    seat: seat === '' ? null : seat,
    sequence: Number(at(52, 5)),
    status: at(57, 1),
  };
}

function must(field: string, value: string, form: RegExp): string {
  if (!form.test(value))
    throw new RangeError(`${field}: ${JSON.stringify(value)} cannot be carried by a boarding pass`);
  return value;
}

/** 1 for 1 January. @throws RangeError for what is no day */
function dayOfYear(day: string): number {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
    throw new RangeError(`day: ${JSON.stringify(day)} is not a day such as 2026-12-24`);
  return (at - Date.parse(`${day.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000 + 1;
}
