import { textOf } from './protocol/wire.ts';

/** Types of events that a token is limited to; undefined: of none. */
export type Only = ReadonlySet<string> | undefined;

function typeOf(publication: unknown): unknown {
  if (typeof publication !== 'object' || publication === null || !('data' in publication)) return undefined;
  const { data } = publication;
  return typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
}

/** Is a push for a connection whose token is limited? */
export function hearsPush(only: ReadonlySet<string>, frame: Buffer): boolean {
  return only.has(String(typeOf(JSON.parse(textOf(frame))?.push?.pub)));
}

/** Those of a reply's publications that are. */
export function heard(only: Only, publications: readonly string[]): readonly string[] {
  return only === undefined ? publications : publications.filter((json) => only.has(String(typeOf(JSON.parse(json)))));
}
