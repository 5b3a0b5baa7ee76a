import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalToMinor, minorPlaces, minorToDecimal } from './currency.ts';

describe('minor units', () => {
  it('have the decimal places of their currency', () => {
    expect(['EUR', 'INR', 'JPY', 'KWD', 'CLF'].map(minorPlaces)).toEqual([2, 2, 0, 3, 4]);
    expect(minorToDecimal(5, 'EUR')).toBe('0.05');
    expect(minorToDecimal(0, 'EUR')).toBe('0.00');
    expect(minorToDecimal(-123_450, 'INR')).toBe('-1234.50');
    expect(minorToDecimal(500, 'JPY')).toBe('500');
    expect(minorToDecimal(1, 'KWD')).toBe('0.001');
  });

  it('are those of ISO 4217, List One, for every currency whose minor unit is not a hundredth', () => {
    const listed = {
      0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
      2: 'AED AMD AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR KES LKR MGA MRU MXN MYR NGN NOK NPR NZD PHP PKR PLN RON RUB SAR SEK SGD THB TRY TWD UAH USD UYU ZAR',
      3: 'BHD IQD JOD KWD LYD OMR TND',
      4: 'CLF UYW',
    };
    for (const [places, currencies] of Object.entries(listed))
      for (const currency of currencies.split(' '))
        expect([currency, minorPlaces(currency)]).toEqual([currency, Number(places)]);
  });

  it('come back from what they are written as', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (minor, currency) => {
        expect(decimalToMinor(minorToDecimal(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  it('are read from what people type, or not at all', () => {
    expect(['12', ' 12,5 ', '0.07', '12.345', '1e3', '-4', ''].map((text) => decimalToMinor(text, 'EUR'))).toEqual([
      1200,
      1250,
      7,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(decimalToMinor('12.5', 'JPY')).toBeUndefined();
  });
});
