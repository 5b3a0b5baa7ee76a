import { columnName } from '../../spine/table/cells.ts';
import type { Table, TableLine } from '../../spine/table/read-table.ts';
import type { Fault } from './faults.ts';

export const FIELDS = ['section', 'row', 'number', 'zone', 'kind', 'x', 'y', 'column', 'places'] as const;
export type Field = (typeof FIELDS)[number];

/** What people head such columns with, besides the fields' own names. */
const ALSO: Readonly<Record<string, Field>> = {
  area: 'section',
  block: 'section',
  seat: 'number',
  'seat number': 'number',
  no: 'number',
  'price zone': 'zone',
  category: 'zone',
  type: 'kind',
  capacity: 'places',
};

/** Which field each column was read as, by its place; null: as none. */
export type Columns = readonly (Field | null)[];

/** Reads the names of the columns. Whatever is wrong with them is in `faults`, and then the lines say nothing. */
export function readColumns({ head }: Table): { readonly columns: Columns; readonly faults: readonly Fault[] } {
  const names = head.cells.map((name) => name.toLowerCase().replaceAll(/[\s_]+/g, ' '));
  const columns = names.map((name) => FIELDS.find((field) => field === name) ?? ALSO[name] ?? null);
  const known = `known are ${FIELDS.join(', ')}`;
  const faults: Fault[] = [];
  for (const [at, field] of columns.entries()) {
    const path = `line ${head.line}, column ${columnName(at)}`;
    if (field === null && names[at] !== '')
      faults.push({
        path,
        message: `there is no column "${head.cells[at]}"; ${known}. Take it out or call it otherwise`,
      });
    else if (field !== null && columns.indexOf(field) !== at)
      faults.push({
        path,
        message: `"${head.cells[at]}" means ${field}, and so does column ${columnName(columns.indexOf(field))}; keep one`,
      });
  }
  const standing = columns.includes('places');
  const needed: readonly Field[] = standing ? ['zone'] : ['row', 'number', 'zone'];
  const missing = needed.filter((field) => !columns.includes(field));
  if (missing.length > 0)
    faults.push({
      path: `line ${head.line}`,
      message: `must name the columns; ${missing.join(', ')} is missing (${known})`,
    });
  return { columns, faults };
}

/** A line by the names of its cells. */
export type Line = {
  readonly line: number;
  /** Empty where the table has no such column. */
  readonly cell: (field: Field) => string;
  /** Where a cell is, for messages: `line 12, column C (zone)`. */
  readonly at: (field: Field) => string;
};

export function lineOf({ line, cells }: TableLine, columns: Columns): Line {
  return {
    line,
    cell: (field) => cells[columns.indexOf(field)] ?? '',
    at: (field) =>
      columns.includes(field)
        ? `line ${line}, column ${columnName(columns.indexOf(field))} (${field})`
        : `line ${line}`,
  };
}
