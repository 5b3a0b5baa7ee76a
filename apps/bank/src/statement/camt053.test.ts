import { expect, it } from 'vitest';
import { statementCamt053 } from './camt053.ts';
import type { Statement } from './read.ts';

const AT = '2026-11-30T10:00:00.000Z';
const entry = (kind: Statement['entries'][number]['kind'], amountMinor: number, reference: string | null) =>
  ({ id: `mov_${kind}`, at: AT, kind, amountMinor, currency: 'INR', reference, balanceMinor: 0 }) as const;
const statement: Statement = {
  id: 'statement-1',
  currency: 'INR',
  openingMinor: -5,
  closingMinor: 188_095,
  entries: [
    entry('payment', 190_000, '0190a0a0-0000-7000-8000-000000000001'),
    entry('fee', -1_900, 'a<b>&\u0000'),
    entry('payout_returned', 0, null),
  ],
};

it('writes a statement as camt.053.001.08: the balances and each entry with its side, and the whole reference', () => {
  const xml = statementCamt053(statement, AT);
  const sides = [...xml.matchAll(/<Amt Ccy="INR">([\d.]+)<\/Amt><CdtDbtInd>(\w+)</g)].map(
    ([, amount, side]) => `${side} ${amount}`,
  );
  expect(sides).toEqual(['DBIT 0.05', 'CRDT 1880.95', 'CRDT 1900.00', 'DBIT 19.00', 'CRDT 0.00']);
  expect(xml).toContain('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">');
  expect(xml).toContain('<EndToEndId>0190a0a0000070008000000000000001</EndToEndId>');
  expect(xml).toContain('<Ustrd>0190a0a0-0000-7000-8000-000000000001</Ustrd>');
  expect(xml).toContain('<Ustrd>a&lt;b&gt;&amp;</Ustrd>');
  // No text is longer than the schema lets it be.
  for (const [, longest] of xml.matchAll(/<(?:MsgId|Id|NtryRef|EndToEndId)>([^<]*)</g))
    expect(longest?.length).toBeLessThanOrEqual(35);
});
