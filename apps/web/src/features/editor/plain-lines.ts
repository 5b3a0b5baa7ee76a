/** A stretch of a line in one colour; no class where it has none. */
export type Piece = { readonly text: string; readonly className: string };
export type CodeLine = readonly Piece[];

/** A program in lines, without colours. */
export function plainLines(code: string): readonly CodeLine[] {
  return withoutLastBreak(code.split('\n').map((text) => (text === '' ? [] : [{ text, className: '' }])));
}

/** The line break that ends a file begins no line of its own. */
export function withoutLastBreak<T extends CodeLine>(lines: readonly T[]): readonly T[] {
  return lines.length > 1 && lines.at(-1)?.length === 0 ? lines.slice(0, -1) : lines;
}
