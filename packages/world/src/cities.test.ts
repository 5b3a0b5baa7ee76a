import { isCurrency } from '@docket/contracts/money/currency';
import { offsetAt } from '@docket/contracts/time/local-time';
import { describe, expect, it } from 'vitest';
import { CITIES, COUNTRIES } from './cities.ts';
import { distanceMetres, offsetPoint } from './distance.ts';
import { NAME_STYLES } from './name-styles.ts';
import { fromEuros, RATED_CURRENCIES, roughRate } from './rates.ts';
import { slugOf } from './slug.ts';

describe('the cities', () => {
  it('are some 270 on all continents that people live on, each with an address of its own', () => {
    expect(CITIES.length).toBeGreaterThan(250);
    expect(new Set(CITIES.map(({ slug }) => slug)).size).toBe(CITIES.length);
    expect(new Set(CITIES.map(({ country }) => country.continent))).toEqual(
      new Set(['Africa', 'Asia', 'Europe', 'North America', 'Oceania', 'South America']),
    );
    for (const { slug } of CITIES) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it.each(CITIES.map((city) => [city.name, city] as const))(
    '%s lies where its clocks and its airport say',
    (_, city) => {
      expect(Math.abs(city.lat)).toBeLessThan(70);
      expect(Math.abs(city.lon)).toBeLessThanOrEqual(180);
      const minutes = ['2027-01-15T12:00:00.000Z', '2027-07-15T12:00:00.000Z'].map((at) => {
        const [, sign, hours, mins] = /^([+-])(\d\d):(\d\d)$/.exec(offsetAt(at, city.timezone)) ?? [];
        return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(mins));
      });
      // Fifteen degrees are an hour; countries take the next hour or, as Spain and China do, that of their neighbours.
      const east = (Math.min(...minutes) / 60) * 15 - city.lon;
      expect(Math.abs(((east + 540) % 360) - 180)).toBeLessThan(31);
      expect(city.airport.iata).toMatch(/^[A-Z]{3}$/);
      expect(distanceMetres(city, city.airport)).toBeLessThan(100_000);
      expect(city.population).toBeGreaterThan(0);
      for (const area of city.areas) expect(distanceMetres(city, area)).toBeLessThan(65_000);
      expect(new Set(city.areas.map(({ name }) => name)).size).toBe(city.areas.length);
    },
  );

  it('have parts of town where they are large and much visited', () => {
    for (const slug of ['london', 'mumbai', 'tokyo', 'new-york', 'sao-paulo', 'istanbul', 'cape-town', 'sydney'])
      expect(CITIES.find((city) => city.slug === slug)?.areas.length).toBeGreaterThanOrEqual(4);
    expect(CITIES.filter(({ areas }) => areas.length >= 4).length).toBeGreaterThan(90);
  });

  it('are in countries with a currency that money is paid in, a rate, and a way to name houses', () => {
    for (const { code, currency, style, doubleEuros } of COUNTRIES.values()) {
      expect(code).toMatch(/^[A-Z]{2}$/);
      expect(isCurrency(currency) ? '' : currency).toBe('');
      expect(RATED_CURRENCIES).toContain(currency);
      expect(Object.keys(NAME_STYLES)).toContain(style);
      expect(doubleEuros).toBeGreaterThan(20);
    }
    expect(new Set(CITIES.map(({ country }) => country.code))).toEqual(new Set(COUNTRIES.keys()));
    expect([...RATED_CURRENCIES].toSorted()).toEqual(
      [...new Set([...COUNTRIES.values()].map(({ currency }) => currency))].toSorted(),
    );
  });
});

describe('distances', () => {
  it('are those of great circles, over the date line too', () => {
    const of = (slug: string) => {
      const city = CITIES.find((each) => each.slug === slug);
      if (city === undefined) throw new Error(slug);
      return city;
    };
    // From atlases, to a percent.
    for (const [one, other, km] of [
      ['london', 'paris', 344],
      ['new-york', 'london', 5_570],
      ['mumbai', 'delhi', 1_165],
      ['sydney', 'auckland', 2_155],
      ['nadi', 'apia', 1_235],
    ] as const) {
      const metres = distanceMetres(of(one), of(other));
      expect([one, other, Math.abs(metres / 1_000 / km - 1) < 0.01]).toEqual([one, other, true]);
    }
    expect(distanceMetres({ lat: 0, lon: 0 }, { lat: 0, lon: 180 })).toBeCloseTo(Math.PI * 6_371_009, 0);
  });

  it('of a point that was put east and north are what it was put', () => {
    for (const { lat, lon } of [...CITIES, { lat: -18, lon: 179.999 }]) {
      const there = offsetPoint({ lat, lon }, 3, -4);
      expect(Math.abs(distanceMetres({ lat, lon }, there) - 5_000)).toBeLessThan(10);
      expect(Math.abs(there.lon)).toBeLessThanOrEqual(180);
    }
  });
});

it('rates compare minor units of different sizes', () => {
  expect(fromEuros(10, 'EUR')).toBe(1_000);
  expect(fromEuros(10, 'JPY')).toBe(1_780);
  expect(fromEuros(10, 'KWD')).toBeCloseTo(3_560);
  expect(1_000 * roughRate('EUR', 'JPY')).toBe(1_780);
  expect(roughRate('INR', 'USD') * roughRate('USD', 'INR')).toBeCloseTo(1);
  expect(() => roughRate('EUR', 'XTS')).toThrow(RangeError);
});

it.each([
  ['São Paulo', 'sao-paulo'],
  ['Tromsø', 'tromso'],
  ['Xi’an', 'xian'],
  ['Hôtel de l’Étoile', 'hotel-de-letoile'],
  ['Große Straße', 'grosse-strasse'],
  ['İstiklal Kızı', 'istiklal-kizi'],
])('%s is %s in addresses', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
