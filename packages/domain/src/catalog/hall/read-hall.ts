import { buildHall } from './build-hall.ts';
import { hallInvalid } from './faults.ts';
import type { Hall } from './hall-file.ts';
import { readHallCsv } from './read-csv.ts';
import { readHallJson } from './read-json.ts';

/** A seat map as it came in. */
export type HallText = {
  readonly type: 'application/json' | 'text/csv';
  readonly content: Uint8Array;
  /** Overrides what the file says. */
  readonly name?: string | undefined;
};

export type ReadHall = { readonly hall: Hall; readonly name: string | undefined; readonly venue: string | undefined };

/** The hall that a file describes, checked as a whole. @throws DocketError `hall_invalid` naming where in the file */
export function readHall({ type, content, name: given }: HallText): ReadHall {
  const text = decode(content);
  const file = type === 'text/csv' ? readHallCsv(text) : readHallJson(text);
  const name = given ?? file.name;
  const hall = buildHall(file);
  refuseUnstorable(name ?? '', hall);
  return { hall, name, venue: file.venue };
}

function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw hallInvalid([{ path: 'file', message: 'is not UTF-8; save it as UTF-8' }]);
  }
}

/** Postgres holds neither U+0000 nor half surrogate pairs; JSON can escape both. */
function refuseUnstorable(name: string, hall: Hall): void {
  if (/\\u(0000|d[89a-f])/i.test(JSON.stringify([name, hall])))
    throw hallInvalid([{ path: 'file', message: 'a text in it holds NUL characters or half characters; remove them' }]);
}
