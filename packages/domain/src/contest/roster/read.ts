import { z } from 'zod';
import { columnName, readNumber } from '../../spine/table/cells.ts';
import { TableRefused, type Fault } from '../../spine/table/fault.ts';
import { readTable, type Detected, type TableLine } from '../../spine/table/read-table.ts';
import { CONTEST_HEADS, headOf, readColumns, type Field, type Heads } from './columns.ts';

/** Somebody on a roster. */
export type Entry = {
  readonly line: number;
  readonly name: string;
  /** In small letters. */
  readonly email: string;
  readonly team: string | null;
  readonly institution: string | null;
  readonly extraPercent: number;
  readonly room: string | null;
  readonly seat: string | null;
};

export type ReadRoster = {
  readonly entries: readonly Entry[];
  readonly faults: readonly Fault[];
  readonly detected: Pick<Detected, 'encoding' | 'delimiter'> | null;
};

/** People on a roster at most, and letters of a cell. */
const MOST = 5_000;
const LETTERS = 120;
/** Faults that are told; a file of another kind has one on every line. */
const FAULTS_MOST = 200;
const EXTRA_MOST = 300;

const address = z.email().max(254);

/**
 * Reads a roster from bytes as spreadsheets write them. Nothing throws: what is wrong is told with line and column.
 * @param teamSize members of a team at most; 1: the contest has no teams
 * @param heads how the columns may be called
 */
export function readRoster(bytes: Uint8Array, teamSize: number, heads: Heads = CONTEST_HEADS): ReadRoster {
  try {
    const table = readTable(bytes);
    const { columns: places, faults: named } = readColumns(table, heads);
    const columns: Columns = { places, heads };
    const detected = { encoding: table.detected.encoding, delimiter: table.detected.delimiter };
    if (named.length > 0) return { entries: [], faults: named, detected };
    const faults = [...table.faults];
    if (table.lines.length > MOST)
      faults.push({ path: 'file', message: `has ${table.lines.length} people; a roster has ${MOST} at most` });
    const entries = table.lines.slice(0, MOST).map((line) => readEntry(line, columns, faults));
    refuseTwins(entries, columns, faults);
    refuseTeams(entries, columns, teamSize, faults);
    return { entries, faults: faults.slice(0, FAULTS_MOST), detected };
  } catch (error) {
    if (!(error instanceof TableRefused)) throw error;
    return { entries: [], faults: [error.fault], detected: null };
  }
}

type Columns = { readonly places: ReadonlyMap<Field, number>; readonly heads: Heads };

/** Where a cell is, for people: `line 12, column C (email)`. */
function placeOf(line: number, field: Field, { places, heads }: Columns): string {
  const at = places.get(field);
  return at === undefined ? `line ${line}` : `line ${line}, column ${columnName(at)} (${headOf(heads, field)})`;
}

function readEntry({ line, cells }: TableLine, columns: Columns, faults: Fault[]): Entry {
  const fault = (field: Field, message: string) => void faults.push({ path: placeOf(line, field, columns), message });
  const cell = (field: Field): string => {
    const at = columns.places.get(field);
    const text = at === undefined ? '' : (cells[at] ?? '').replaceAll(/\s+/g, ' ');
    if (text.length > LETTERS && field !== 'email')
      fault(field, `has ${text.length} letters; ${LETTERS} are taken at most`);
    return text;
  };
  const name = cell('name');
  if (name === '') fault('name', 'is empty; everybody has a name');
  const email = cell('email').toLowerCase();
  if (!address.safeParse(email).success)
    fault(
      'email',
      email === '' ? 'is empty; accounts are found by it' : `${JSON.stringify(email)} is no e-mail address`,
    );
  const said = cell('extra').replace(/\s*%$/, '');
  const extra = readNumber(said);
  if (extra === undefined || (extra !== null && (extra < 0 || extra > EXTRA_MOST)))
    fault('extra', `${JSON.stringify(said)} is no share of time; write percent from 0 to ${EXTRA_MOST}, such as 25`);
  return {
    line,
    name,
    email,
    team: cell('team') || null,
    institution: cell('institution') || null,
    extraPercent: extra ?? 0,
    room: cell('room') || null,
    seat: cell('seat') || null,
  };
}

function refuseTwins(entries: readonly Entry[], columns: Columns, faults: Fault[]): void {
  const lines = new Map<string, number>();
  for (const { line, email } of entries) {
    const first = lines.get(email);
    if (first === undefined) lines.set(email, line);
    else if (email !== '')
      faults.push({
        path: placeOf(line, 'email', columns),
        message: `${email} is on line ${first} too; everybody has an address of their own`,
      });
  }
}

/** Members of a team have one board row, and so one clock. */
function refuseTeams(entries: readonly Entry[], columns: Columns, teamSize: number, faults: Fault[]): void {
  for (const members of teamsOf(entries).values()) {
    const [first] = members;
    if (first === undefined) continue;
    if (teamSize === 1)
      faults.push({
        path: placeOf(first.line, 'team', columns),
        message: 'the contest has no teams; leave it empty, or set teamSize',
      });
    else if (members.length > teamSize)
      faults.push({
        path: placeOf(members[teamSize]?.line ?? first.line, 'team', columns),
        message: `${first.team} has ${members.length} members; a team here has ${teamSize} at most`,
      });
    for (const other of members)
      if (other.extraPercent !== first.extraPercent)
        faults.push({
          path: placeOf(other.line, 'extra', columns),
          message: `is not that of line ${first.line}; a team has one clock`,
        });
  }
}

/** Entries by their team, whatever the case of its name. */
export function teamsOf(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const teams = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.team === null) continue;
    const key = entry.team.toLowerCase();
    teams.set(key, [...(teams.get(key) ?? []), entry]);
  }
  return teams;
}
