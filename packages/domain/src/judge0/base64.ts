import { wrong } from './wrong.ts';

// No two neighbours take the same character: with spaces in both, many spaces before what is wrong would be tried in every division.
const FORM = /^[A-Za-z0-9+/\s]*(?:=\s*){0,2}$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A text that was sent, in base64 where the request says so.
 * @throws DocketError `invalid_request` for what is no base64 or no text
 */
export function readText(field: string, value: string, encoded: boolean): string {
  const text = encoded ? decode(field, value) : value;
  if (text.includes('\0') || !text.isWellFormed()) throw wrong(field, 'must be text in UTF-8 without NUL');
  return text;
}

/** One letter that is left over stands for less than a byte, and what is filled up is filled up to four: else something is missing at the end. */
function isWhole(value: string): boolean {
  const [letters, filled] = [value.replaceAll(/[\s=]+/g, '').length, value.replaceAll(/[^=]+/g, '').length];
  return filled === 0 ? letters % 4 !== 1 : (letters + filled) % 4 === 0;
}

function decode(field: string, value: string): string {
  if (!FORM.test(value) || !isWhole(value)) throw wrong(field, 'is not base64');
  try {
    return utf8.decode(Buffer.from(value, 'base64'));
  } catch {
    throw wrong(field, 'must be text in UTF-8 without NUL');
  }
}

export function encodeText(text: string): string {
  return Buffer.from(text).toString('base64');
}
