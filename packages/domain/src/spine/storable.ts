/** Postgres holds neither NUL nor half surrogate pairs; programs print them. NUL is shown as the symbol for it. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u2400');
}

/** JSON whose every text is storable. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}
