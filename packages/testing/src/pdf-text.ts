import { inflateSync } from 'node:zlib';

const REFERENCE = String.raw`(\d+) 0 R`;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Objects of a PDF by their numbers, with their streams inflated. Of files as our printer writes them: no object streams, two bytes for each letter. */
function objectsOf(pdf: Buffer): Map<string, { readonly head: string; readonly stream: string }> {
  const text = pdf.toString('latin1');
  const objects = new Map<string, { head: string; stream: string }>();
  for (const { index, 0: begin, 1: number = '' } of text.matchAll(/(?:^|\n)(\d+) 0 obj\b/g)) {
    const from = index + begin.length;
    const end = text.indexOf('\nendobj', from);
    const stream = /stream\r?\n/.exec(text.slice(from, end));
    const head = text.slice(from, stream === null ? end : from + stream.index);
    const raw =
      stream === null
        ? Buffer.alloc(0)
        : pdf.subarray(from + stream.index + stream[0].length, text.indexOf('endstream', from));
    objects.set(number, {
      head,
      stream: (head.includes('/FlateDecode') ? inflateSync(raw, { finishFlush: 2 }) : raw).toString('latin1'),
    });
  }
  return objects;
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** What the codes of a font stand for: its ToUnicode table. */
function lettersOf(table: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, block = ''] of table.matchAll(/beginbfchar([^]*?)endbfchar/g))
    for (const [, code = '', hex = ''] of block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi))
      letters.set(Number.parseInt(code, 16), utf16(hex));
  for (const [, block = ''] of table.matchAll(/beginbfrange([^]*?)endbfrange/g))
    for (const [, first = '', last = '', hex = ''] of block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi))
      for (let code = Number.parseInt(first, 16); code <= Number.parseInt(last, 16); code += 1)
        letters.set(code, String.fromCodePoint(Number.parseInt(hex, 16) + code - Number.parseInt(first, 16)));
  return letters;
}

/** The bytes of a string of PDF, without its escapes. */
function bytesOf(literal: string): Buffer {
  const plain = literal.replaceAll(/\\([0-7]{1,3}|\r?\n|.)/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped)
      ? String.fromCharCode(Number.parseInt(escaped, 8))
      : (ESCAPES[escaped] ?? (escaped.endsWith('\n') ? '' : escaped)),
  );
  return Buffer.from(plain, 'latin1');
}

/** Which font is chosen, and the strings that are set, in their order. Brackets in a string are escaped only where they have no partner. */
function piecesOf(block: string): { readonly font: string | undefined; readonly literal: string }[] {
  const pieces: { font: string | undefined; literal: string }[] = [];
  const next = /\/(f\d+) [\d.]+ Tf|\(/g;
  for (let found = next.exec(block); found !== null; found = next.exec(block)) {
    const [, font] = found;
    let end = next.lastIndex;
    if (font === undefined)
      for (let depth = 1; depth > 0; end += 1) {
        if (block[end] === '\\') end += 1;
        else if (block[end] === '(') depth += 1;
        else if (block[end] === ')') depth -= 1;
      }
    pieces.push({ font, literal: font === undefined ? block.slice(next.lastIndex, end - 1) : '' });
    next.lastIndex = end;
  }
  return pieces;
}

/** The text of a PDF that we have printed: a line for each piece that was set, in their order. */
export function pdfText(pdf: Buffer): string {
  const objects = objectsOf(pdf);
  const stream = (reference: string | undefined): string => objects.get(reference ?? '')?.stream ?? '';
  const lines: string[] = [];
  for (const { head } of objects.values()) {
    if (!/\/Type \/Page\b/.test(head)) continue;
    const fonts = new Map<string, Map<number, string>>();
    for (const [, name = '', font = ''] of head.matchAll(new RegExp(String.raw`/(f\d+) ${REFERENCE}`, 'g'))) {
      const [, table] = new RegExp(`/ToUnicode ${REFERENCE}`).exec(objects.get(font)?.head ?? '') ?? [];
      fonts.set(name, lettersOf(stream(table)));
    }
    const [, contents] = new RegExp(`/Contents ${REFERENCE}`).exec(head) ?? [];
    let letters = new Map<number, string>();
    for (const [, block = ''] of stream(contents).matchAll(/\bBT\b([^]*?)\bET\b/g)) {
      let line = '';
      for (const { font, literal } of piecesOf(block)) {
        if (font !== undefined) letters = fonts.get(font) ?? new Map();
        const bytes = bytesOf(literal);
        for (let at = 0; at + 1 < bytes.length; at += 2) line += letters.get(bytes.readUInt16BE(at)) ?? '\uFFFD';
      }
      lines.push(line);
    }
  }
  return lines.join('\n');
}
