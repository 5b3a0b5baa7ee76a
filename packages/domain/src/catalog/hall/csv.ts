export type CsvLine = { readonly line: number; readonly cells: readonly string[] };

/**
 * Splits CSV (RFC 4180: commas, double quotes, quotes inside doubled) into lines with their numbers; empty lines are left out.
 * @throws Error saying on which line a quote is not closed.
 */
export function readCsv(text: string): CsvLine[] {
  const lines: CsvLine[] = [];
  let cells: string[] = [];
  let [cell, quoted, line, start] = ['', false, 1, 1];
  const endLine = (): void => {
    cells.push(cell.trim());
    if (cells.some((each) => each !== '')) lines.push({ line: start, cells });
    cells = [];
    cell = '';
    start = line + 1;
  };
  const source = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at] ?? '';
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (source[at + 1] === '"') cell += source[(at += 1)] ?? '';
      else quoted = false;
    } else if (letter === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (letter === ',') {
      cells.push(cell.trim());
      cell = '';
    } else if (letter === '\n') endLine();
    else cell += letter;
    if (letter === '\n') line += 1;
  }
  if (quoted) throw new Error(`line ${start}`);
  endLine();
  return lines;
}
