import { minorToDecimal } from '@docket/contracts/money/currency';
import type { PeriodStatement } from './period-statement.ts';

const HEADING = 'date,kind,subject,transfer,amount,balance,currency';

/** RFC 4180. What a spreadsheet would take for a formula is kept text by an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A statement as CSV: opening balance, entries, closing balance; amounts as decimals, exact. */
export function statementCsv(statement: PeriodStatement): string {
  const { currency } = statement.account;
  const row = (...cells: readonly string[]) => cells.map(cell).join(',');
  const balance = (at: Date, kind: string, minor: number) =>
    row(at.toISOString(), kind, '', '', '', minorToDecimal(minor, currency), currency);
  return [
    HEADING,
    balance(statement.from, 'opening balance', statement.openingMinor),
    ...statement.entries.map((entry) =>
      row(
        entry.at,
        entry.kind,
        `${entry.subjectKind} ${entry.subjectId}`,
        entry.transferId,
        minorToDecimal(entry.amountMinor, currency),
        minorToDecimal(entry.balanceMinor, currency),
        currency,
      ),
    ),
    balance(statement.until, 'closing balance', statement.closingMinor),
    '',
  ].join('\r\n');
}
