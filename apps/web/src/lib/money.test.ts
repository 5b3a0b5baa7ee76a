import { describe, expect, it } from 'vitest';
import { formatMoney, spokenMoney } from './money.ts';

describe('money', () => {
  it('is written with the places of its currency, and without them where it is whole', () => {
    expect([
      formatMoney(45_000, 'INR'),
      formatMoney(780, 'EUR'),
      formatMoney(500, 'JPY'),
      formatMoney(1, 'KWD'),
      formatMoney(0, 'USD'),
      formatMoney(123_456_789, 'EUR'),
    ]).toEqual(['₹450', '€7.80', '¥500', 'KWD\u00a00.001', '$0', '€1,234,567.89']);
  });

  it('has a minus sign before it, no hyphen, where it is less than nothing', () => {
    expect([formatMoney(-780, 'EUR'), formatMoney(-45_000, 'INR')]).toEqual(['−€7.80', '−₹450']);
  });

  it('is spoken by name', () => {
    expect(spokenMoney(45_000, 'INR')).toBe('450 Indian rupees');
  });
});
