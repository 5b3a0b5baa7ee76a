import { expect, it } from 'vitest';
import { payoutDestination, takesCurrency } from './destination.ts';

const name = 'Ada Lovelace';
const ok = (destination: object) => payoutDestination.safeParse({ name, ...destination }).success;

it('takes an IBAN by its check digits, with or without spaces', () => {
  // Examples of the registry of ISO 13616.
  for (const iban of ['GB29 NWBK 6016 1331 9268 19', 'DE89370400440532013000', 'fr1420041010050500013m02606'])
    expect(ok({ type: 'iban', iban })).toBe(true);
  for (const iban of ['GB28NWBK60161331926819', 'DE8937040044053201300', 'XX89370400440532013000', ''])
    expect(ok({ type: 'iban', iban })).toBe(false);
  expect(payoutDestination.parse({ type: 'iban', name, iban: 'gb29-nwbk 60161331926819' })).toMatchObject({
    iban: 'GB29NWBK60161331926819',
  });
});

it('takes an Indian account and a UPI address by their form', () => {
  const account = (accountNumber: string, ifsc: string) => ok({ type: 'in_account', accountNumber, ifsc });
  expect(account('1234 5678 9012', 'sbin0001234')).toBe(true);
  expect(account('12345678', 'SBIN0001234')).toBe(false);
  expect(account('123456789012', 'SBIN1001234')).toBe(false);
  expect(ok({ type: 'vpa', vpa: 'ada.l-1@okbank' })).toBe(true);
  for (const vpa of ['ada', 'a@b', '@okbank', 'ada@ok bank']) expect(ok({ type: 'vpa', vpa })).toBe(false);
});

it('sends rupees to India, and anything to an IBAN', () => {
  expect(takesCurrency({ type: 'vpa' }, 'INR')).toBe(true);
  expect(takesCurrency({ type: 'in_account' }, 'EUR')).toBe(false);
  expect(takesCurrency({ type: 'iban' }, 'EUR')).toBe(true);
});

it('takes the name of one line, and no letters that only look like those of a bank', () => {
  const to = { type: 'iban', iban: 'GB29NWBK60161331926819' };
  for (const other of ['Zoë O’Neil-Müller', 'आशा राव', '李 小龙']) expect(ok({ ...to, name: other })).toBe(true);
  for (const other of ['Ada\n:59:/Eve', 'Ada\r', 'Ada\t1', 'Ada\u0007', 'Ada\u202Eevil', 'Ada\u2028x', '\u2066Ada'])
    expect(ok({ ...to, name: `A ${other} B` })).toBe(false);
  // A dotless i is an I when it is made a capital.
  expect(ok({ type: 'in_account', accountNumber: '123456789', ifsc: 'SB\u0131N0001234' })).toBe(false);
});
