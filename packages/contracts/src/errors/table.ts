/** Codes of an area, each with the HTTP status it travels under and what it means. */
export type ErrorTable = Readonly<Record<string, readonly [status: number, title: string]>>;

/** All of several at once, from one of them or another. */
type All<T> = (T extends unknown ? (each: T) => void : never) extends (all: infer Every) => void ? Every : never;

/** The tables of several areas as one. @throws Error for a code that two of them have: what a client branches on means one thing. */
export function mergeTables<const T extends readonly ErrorTable[]>(...tables: T): All<T[number]> {
  const merged: Record<string, readonly [number, string]> = {};
  for (const table of tables) {
    for (const [code, meaning] of Object.entries(table)) {
      if (code in merged) throw new Error(`the error code ${code} belongs to two areas`);
      merged[code] = meaning;
    }
  }
  return everyEntry(merged, tables);
}

/** The entries of every table were put in one after the other, which the compiler cannot follow. */
function everyEntry<T extends readonly ErrorTable[]>(merged: ErrorTable, _tables: T): All<T[number]> {
  return merged as All<T[number]>;
}
