import { TableRefused } from './fault.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const MARKS: readonly { readonly encoding: Encoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];
/** Files that spreadsheets call their own, by how they begin. */
const WORKBOOKS: readonly { readonly what: string; readonly bytes: readonly number[] }[] = [
  { what: 'an Excel workbook or an OpenDocument sheet (a zip archive)', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { what: 'an Excel workbook of the old kind (.xls)', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { what: 'a PDF', bytes: [0x25, 0x50, 0x44, 0x46] },
];

/**
 * The text of a file as people's programs write it: UTF-8 or UTF-16 by the byte order mark, UTF-16 without one by its zero bytes, otherwise UTF-8 if
 * it is that, and Windows-1252, which Excel writes as "CSV", if it is not.
 * @throws TableRefused for a workbook, and for what is none of these
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } {
  const workbook = WORKBOOKS.find((each) => beginsWith(bytes, each.bytes));
  if (workbook !== undefined) throw refused(`is ${workbook.what}; save the sheet as "CSV UTF-8" and send that file`);
  const encoding = MARKS.find((each) => beginsWith(bytes, each.bytes))?.encoding ?? withoutMark(bytes);
  const text = read(bytes, encoding);
  if (text === undefined) throw refused(`is not ${encoding.toUpperCase()}, though it begins as such; save it as UTF-8`);
  // NUL is in no text: a program, a picture, or UTF-16 cut in the middle.
  if (text.includes('\0')) throw refused('is no text; save the sheet as "CSV UTF-8" and send that file');
  return { text, encoding };
}

function withoutMark(bytes: Uint8Array): Encoding {
  const head = bytes.subarray(0, 2_000);
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = head.length / 4;
  if (odd > many && even === 0) return 'utf-16le';
  if (even > many && odd === 0) return 'utf-16be';
  return read(bytes, 'utf-8') === undefined ? 'windows-1252' : 'utf-8';
}

function read(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

function refused(message: string): TableRefused {
  return new TableRefused({ path: 'file', message });
}
