import { describe, expect, it } from 'vitest';
import { formatMoney, spokenMoney, wrongAmount } from './money.ts';

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

  it('that is typed says what is wrong with it', () => {
    const said = (text: string, currency = 'INR') => wrongAmount(text, currency)['amount'];
    expect([said('12.5'), said('1,25'), said('12', 'JPY')]).toEqual([undefined, undefined, undefined]);
    expect([said(''), said('ten')]).toEqual(['Give an amount in INR', 'Give an amount in INR']);
    expect([said('0.001'), said('1.5', 'JPY')]).toEqual(['INR has 2 decimals at most', 'JPY has no decimals']);
  });

  it('is spoken by name', () => {
    expect(spokenMoney(45_000, 'INR')).toBe('450 Indian rupees');
  });
});
