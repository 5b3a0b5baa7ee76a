import { columnName } from '../../spine/table/cells.ts';
import type { Fault } from '../../spine/table/fault.ts';
import type { Table } from '../../spine/table/read-table.ts';

export const FIELDS = ['name', 'email', 'team', 'institution', 'extra', 'room', 'seat'] as const;
export type Field = (typeof FIELDS)[number];

/** What people head such columns with, besides the fields' own names. */
const ALSO: Readonly<Record<string, Field>> = {
  'full name': 'name',
  participant: 'name',
  member: 'name',
  'e-mail': 'email',
  mail: 'email',
  'e-mail address': 'email',
  'email address': 'email',
  'team name': 'team',
  university: 'institution',
  school: 'institution',
  organisation: 'institution',
  organization: 'institution',
  affiliation: 'institution',
  'extra time': 'extra',
  'extra time percent': 'extra',
  'extra time %': 'extra',
  'extra percent': 'extra',
  place: 'seat',
  desk: 'seat',
};

/** What may stand at the head of a roster: the names of its columns, and what each of them means. */
export type Heads = { readonly names: Readonly<Record<string, Field>>; readonly also: Readonly<Record<string, Field>> };

/** Of the roster of a contest. */
export const CONTEST_HEADS: Heads = {
  names: Object.fromEntries(FIELDS.map((field) => [field, field])),
  also: ALSO,
};

/** What a field is called in such a roster. */
export function headOf({ names }: Heads, field: Field): string {
  return Object.keys(names).find((name) => names[name] === field) ?? field;
}

/** The column of each field that the table has. What is wrong with the names of the columns is in `faults`, and then the lines say nothing. */
export function readColumns(
  { head }: Table,
  heads: Heads,
): {
  readonly columns: ReadonlyMap<Field, number>;
  readonly faults: readonly Fault[];
} {
  const known = Object.keys(heads.names).join(', ');
  const columns = new Map<Field, number>();
  const faults: Fault[] = [];
  for (const [at, cell] of head.cells.entries()) {
    const name = cell.toLowerCase().replaceAll(/[\s_]+/g, ' ');
    const field = heads.names[name] ?? heads.also[name];
    const path = `line ${head.line}, column ${columnName(at)}`;
    if (field === undefined) {
      if (name !== '')
        faults.push({
          path,
          message: `there is no column "${cell}"; known are ${known}. Take it out or call it otherwise`,
        });
      continue;
    }
    const other = columns.get(field);
    if (other === undefined) columns.set(field, at);
    else
      faults.push({
        path,
        message: `"${cell}" means ${headOf(heads, field)}, and so does column ${columnName(other)}; keep one`,
      });
  }
  const missing = (['name', 'email'] as const).filter((field) => !columns.has(field));
  if (missing.length > 0)
    faults.push({
      path: `line ${head.line}`,
      message: `must name the columns; ${missing.join(', ')} is missing (known are ${known})`,
    });
  return { columns, faults };
}
