/**
 * A number as spreadsheets write it: `3.5`, or `3,5` where a comma is the decimal sign. Null for an empty cell, undefined for what is no number.
 * Thousands are not grouped in anything that is read here, so a comma is never that.
 */
export function readNumber(cell: string): number | null | undefined {
  if (cell === '') return null;
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(cell) ? Number(cell.replace(',', '.')) : undefined;
}

/** What stands in a cell, where a spreadsheet may have made a decimal of a whole number: `1.0` and `1,00` are `1`. */
export function readName(cell: string): string {
  return cell.replace(/^(\d+)[.,]0+$/, '$1');
}

/** A column by its letters, as spreadsheets name it. @param at from 0 */
export function columnName(at: number): string {
  const last = String.fromCodePoint(65 + (at % 26));
  return at < 26 ? last : `${columnName(Math.floor(at / 26) - 1)}${last}`;
}
