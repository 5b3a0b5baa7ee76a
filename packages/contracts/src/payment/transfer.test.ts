import { expect, it } from 'vitest';
import { bankReference, bookedOn } from './transfer.ts';

it('what a bank calls a transfer is the same, however it was copied', () => {
  for (const copied of ['UTR 0001', ' utr 0001 ', 'Utr   0001']) expect(bankReference.parse(copied)).toBe('UTR 0001');
  for (const hidden of ['UTR\n0001', 'UTR\u202E0001', 'UTR\u00070001'])
    expect(bankReference.safeParse(hidden).success).toBe(false);
});

it('a day is one of the calendar', () => {
  expect(bookedOn.parse('2026-11-30')).toBe('2026-11-30');
  for (const day of ['0000-01-01', '2026-02-30', '30.11.2026']) expect(bookedOn.safeParse(day).success).toBe(false);
});
