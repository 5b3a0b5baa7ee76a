/** What ends a line for some reader or is allowed in no value (CONTROL of RFC 5545, 3.1), but for the line feed that `icsText` writes as `\\n`. */
const NO_TEXT = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** TEXT of RFC 5545, 3.3.11. */
export function icsText(value: string): string {
  return value
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(NO_TEXT, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll('\n', '\\n');
}

/** `20270312T083000Z` */
export function icsUtc(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
