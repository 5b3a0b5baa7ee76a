import { minorToDecimal } from '@docket/contracts/money/currency';
import type { Statement } from './read.ts';

const COLUMNS = ['id', 'at', 'kind', 'amount', 'currency', 'reference', 'balance'] as const;

/** A field of RFC 4180; one that a spreadsheet would take for a formula gets an apostrophe before it. */
function field(text: string): string {
  const harmless = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A statement as CSV (RFC 4180, with a header); amounts as decimals. */
export function statementCsv({ entries }: Statement): string {
  const lines = entries.map((entry) =>
    [
      entry.id,
      entry.at,
      entry.kind,
      minorToDecimal(entry.amountMinor, entry.currency),
      entry.currency,
      entry.reference ?? '',
      minorToDecimal(entry.balanceMinor, entry.currency),
    ]
      .map(field)
      .join(','),
  );
  return [COLUMNS.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}
