export type Delimiter = ',' | ';' | '\t';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];
/** Lines that are looked at. */
const SAMPLE = 30;

/** How a text separates its cells. `first` is the line that the table begins at, counted from 1: after a line `sep=;`, as Excel understands it. */
export function detectDialect(text: string): { readonly delimiter: Delimiter; readonly first: number } {
  const said = /^"?sep=([,;\t])"?[ \t]*(?:\r\n?|\n|$)/i.exec(text)?.[1];
  const named = DELIMITERS.find((each) => each === said);
  return named === undefined ? { delimiter: likeliest(text), first: 1 } : { delimiter: named, first: 2 };
}

/** The one that as many lines as possible hold as often as the first line does, and of several the one it holds most. */
function likeliest(text: string): Delimiter {
  let best: { delimiter: Delimiter; lines: number; cells: number } = { delimiter: ',', lines: 0, cells: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = countsOf(text, delimiter);
    const cells = counts[0] ?? 0;
    if (cells === 0) continue;
    const lines = counts.filter((count) => count === cells).length;
    if (lines > best.lines || (lines === best.lines && cells > best.cells)) best = { delimiter, lines, cells };
  }
  return best.delimiter;
}

/** How often each of the first lines that are not empty holds it, outside of quotes. */
function countsOf(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let [count, quoted, empty] = [0, false, true];
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (letter === delimiter) count += 1;
    else if (letter === '\n' || letter === '\r') {
      if (!empty) counts.push(count);
      [count, empty] = [0, true];
      if (counts.length === SAMPLE) return counts;
      continue;
    }
    if (letter.trim() !== '') empty = false;
  }
  if (!empty) counts.push(count);
  return counts;
}
