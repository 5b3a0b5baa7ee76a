import type { TableFile } from '@docket/contracts/http/venue';
import { columnName } from '../../spine/table/cells.ts';
import { decodeText } from '../../spine/table/decode.ts';
import { buildHall } from './build-hall.ts';
import { asHallFile, hallInvalid } from './faults.ts';
import type { Hall } from './hall-file.ts';
import { readHallTable, type HallTable } from './read-hall-table.ts';
import { readHallJson } from './read-json.ts';

/** A seat map as it came in: JSON or a table. Which of them, its first letter says, whatever it was called on the way. */
export type HallText = {
  readonly content: Uint8Array;
  /** Overrides what the file says. */
  readonly name?: string | undefined;
};

export type ReadHall = {
  readonly hall: Hall;
  readonly name: string | undefined;
  readonly venue: string | undefined;
  /** What was found out about a table; null for JSON. */
  readonly table: TableFile | null;
};

/** Lines of a table that a preview shows. */
const SHOWN = 8;

/** The hall that a file describes, checked as a whole. @throws DocketError `hall_invalid` naming where in the file */
export function readHall({ content, name: given }: HallText): ReadHall {
  const { text } = asHallFile(() => decodeText(content));
  const table = /^\s*[{[]/.test(text) ? undefined : readHallTable(content);
  const file = table?.file ?? readHallJson(text);
  const name = given ?? file.name;
  const hall = buildHall(file);
  refuseUnstorable(name ?? '', hall);
  return { hall, name, venue: file.venue, table: table === undefined ? null : describe(table) };
}

function describe({ table, columns }: HallTable): TableFile {
  return {
    ...table.detected,
    columns: table.head.cells.map((name, at) => ({ column: columnName(at), name, field: columns[at] ?? null })),
    rows: table.lines.slice(0, SHOWN).map(({ line, cells }) => ({ line, cells: [...cells] })),
  };
}

/** Postgres holds neither U+0000 nor half surrogate pairs; JSON can escape both. */
function refuseUnstorable(name: string, hall: Hall): void {
  if (/\\u(0000|d[89a-f])/i.test(JSON.stringify([name, hall])))
    throw hallInvalid([{ path: 'file', message: 'a text in it holds NUL characters or half characters; remove them' }]);
}
