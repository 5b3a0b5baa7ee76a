import { expect, it } from 'vitest';
import { statementCsv } from '../statement/csv.ts';
import { feeOf } from './fee.ts';
import { moneyText } from './format.ts';
import { ibanOf, isIban } from './iban.ts';

it('has check digits of IBANs right (the examples of the registry)', () => {
  for (const iban of [
    'GB82 WEST 1234 5698 7654 32',
    'DE89370400440532013000',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S',
  ])
    expect(isIban(iban)).toBe(true);
  for (const iban of ['GB83 WEST 1234 5698 7654 32', 'DE89370400440532013001', 'DE8', ''])
    expect(isIban(iban)).toBe(false);
  for (const number of ['1000000001', '1000000002', '9999999999']) {
    expect(ibanOf(number)).toMatch(/^DE\d{20}$/);
    expect(isIban(ibanOf(number))).toBe(true);
  }
});

it('writes money in the places of its currency, and rounds fees half up', () => {
  expect([
    moneyText(190_000, 'INR'),
    moneyText(1_234_567, 'JPY'),
    moneyText(-1_234, 'KWD'),
    moneyText(5, 'INR'),
  ]).toEqual(['1,900.00 INR', '1,234,567 JPY', '-1.234 KWD', '0.05 INR']);
  expect([feeOf('netbanking', 49), feeOf('netbanking', 50), feeOf('card', 190_000), feeOf('upi', 190_000)]).toEqual([
    0, 1, 3_800, 0,
  ]);
});

it('writes fields of CSV so that they are read as they are, and never as a formula', () => {
  const entry = {
    id: 'm1',
    at: '2026-11-30T00:00:00.000Z',
    kind: 'payment',
    amountMinor: -5,
    currency: 'INR',
    balanceMinor: 5,
  } as const;
  const line = (reference: string) =>
    statementCsv({
      id: 'INR-1-1',
      currency: 'INR',
      openingMinor: 0,
      closingMinor: 0,
      entries: [{ ...entry, reference }],
    }).split('\r\n')[1];
  expect(line('a,"b"')).toBe('m1,2026-11-30T00:00:00.000Z,payment,-0.05,INR,"a,""b""",0.05');
  expect(line('=1+1')).toContain(`,'=1+1,`);
});
