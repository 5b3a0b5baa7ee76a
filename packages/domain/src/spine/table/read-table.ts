import { CsvError, parse } from 'csv-parse/sync';
import { columnName } from './cells.ts';
import { decodeText, type Encoding } from './decode.ts';
import { detectDialect, type Delimiter } from './dialect.ts';
import { TableRefused, type Fault } from './fault.ts';

export type TableLine = {
  /** In the file, from 1. */
  readonly line: number;
  /** As many as the table has columns, without space around them; in Unicode's form NFC, so that what looks alike is alike. */
  readonly cells: readonly string[];
};

/** What was found out about a file. */
export type Detected = {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Some number has a comma before its decimals. */
  readonly decimalComma: boolean;
  /** Columns at the right that are empty in every line, which spreadsheets leave behind. */
  readonly emptyColumns: number;
};

/** A table as it came from a spreadsheet. Its first line names the columns; `faults` are of lines that hold more than is named. */
export type Table = {
  readonly head: TableLine;
  readonly lines: readonly TableLine[];
  readonly detected: Detected;
  readonly faults: readonly Fault[];
};

/**
 * Reads a table from bytes as spreadsheets and their people write them: whatever encoding, commas, semicolons or tabs, a `sep=` line, quotes, empty
 * lines and columns. Nothing needs to be said beforehand; what was detected is told.
 * @throws TableRefused with the place in the file
 */
export function readTable(bytes: Uint8Array): Table {
  const { text, encoding } = decodeText(bytes);
  const { delimiter, first } = detectDialect(text);
  const all = split(text, delimiter, first);
  const width = Math.max(0, ...all.map(({ cells }) => cells.findLastIndex((cell) => cell !== '') + 1));
  const widest = Math.max(0, ...all.map(({ cells }) => cells.length));
  const [head, ...lines] = all.map(({ line, cells }) => ({
    line,
    cells: Array.from({ length: width }, (_, at) => cells[at] ?? ''),
  }));
  if (head === undefined)
    throw new TableRefused({ path: 'file', message: 'is empty; begin with a line that names the columns' });
  const decimalComma = lines.some(({ cells }) => cells.some((cell) => /^-?\d+,\d+$/.test(cell)));
  const detected = { encoding, delimiter, decimalComma, emptyColumns: widest - width };
  return { head, lines, detected, faults: unnamedFaults(head, lines) };
}

/** What stands beyond the columns that have a name nobody would read. */
function unnamedFaults(head: TableLine, lines: readonly TableLine[]): Fault[] {
  const names = head.cells.findLastIndex((cell) => cell !== '') + 1;
  return lines.flatMap(({ line, cells }) => {
    const filled = cells.findLastIndex((cell) => cell !== '') + 1;
    if (filled <= names) return [];
    const message = `has ${filled} cells and the first line only ${names}; name the column there, or put quotes around a cell that holds the delimiter`;
    return [{ path: `line ${line}, column ${columnName(names)}`, message }];
  });
}

function split(text: string, delimiter: Delimiter, first: number): TableLine[] {
  // Lines end as the file has them; the parser guesses from the first one and would take a mix of them wrongly.
  const source = text.replaceAll(/\r\n?/g, '\n').normalize('NFC');
  const from = first === 1 ? 0 : source.indexOf('\n') + 1 || source.length;
  try {
    const records = parse(source.slice(from), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
      info: true,
      raw: true,
    }) as unknown as { readonly info: { readonly lines: number }; readonly raw: string; readonly record: string[] }[];
    let line = first;
    return records.flatMap(({ raw, record }) => {
      const at = line;
      line += raw.split('\n').length - (raw.endsWith('\n') ? 1 : 0);
      return record.some((cell) => cell !== '') ? [{ line: at, cells: record }] : [];
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new TableRefused(quoteFault(source, cause, first));
  }
}

function quoteFault(source: string, cause: CsvError, first: number): { path: string; message: string } {
  const open = cause.code === 'CSV_QUOTE_NOT_CLOSED';
  const line = open ? lineOfOpenQuote(source) : Number(cause['lines'] ?? 1) + first - 1;
  return {
    path: `line ${line}`,
    message: open
      ? 'a quote is not closed'
      : 'a quote ends in the middle of its cell; write quotes inside a cell twice',
  };
}

/** The last quote that opens nothing that is closed: where somebody has to look. */
function lineOfOpenQuote(source: string): number {
  let [line, quoted, opened] = [1, false, 1];
  for (const letter of source) {
    if (letter === '"') {
      quoted = !quoted;
      if (quoted) opened = line;
    } else if (letter === '\n') line += 1;
  }
  return opened;
}
