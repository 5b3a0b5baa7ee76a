import type { FlightHit } from '@docket/contracts/http/flight';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { given } from '../../lib/given.ts';
import {
  after,
  BANDS,
  cheapestOf,
  countWith,
  familyTotals,
  filterCount,
  filterFieldsOf,
  filtersIn,
  narrow,
  SORTS,
} from './narrow-journeys.ts';

type Made = {
  readonly at?: string;
  readonly arrives?: string;
  readonly minutes?: number;
  readonly stops?: number;
  readonly carrier?: string;
  readonly fares?: Readonly<Record<string, number>>;
};

let made = 0;

function hit({
  at = '2027-01-15T08:00',
  arrives = '2027-01-15T10:00',
  minutes = 120,
  stops = 0,
  carrier = 'QX',
  fares = { LITE: 1000 },
}: Made = {}): FlightHit {
  const airport = { code: 'BOM', name: 'Mumbai Airport', city: 'Mumbai', country: 'IN', timezone: 'UTC' };
  const end = (local: string) => ({ airport, terminal: 0, at: `${local}:00Z`, local, dayOffset: 0 });
  return {
    journeyId: String((made += 1)),
    legs: [
      {
        flightId: String(made),
        carrier: { code: carrier, name: carrier },
        number: `${carrier} 1`,
        aircraft: 'ATR 72-600',
        departure: end(at),
        arrival: end(arrives),
        minutes,
        changeMinutes: null,
      },
    ],
    departsAt: `${at}:00Z`,
    arrivesAt: `${arrives}:00Z`,
    minutes,
    stops,
    fares: Object.entries(fares).map(([family, totalMinor]) => ({ family, totalMinor, taxesMinor: 0 })),
    seatsLeft: 9,
  };
}

const NONE = filtersIn({});

describe('journeys', () => {
  it('pass a filter, or do not', () => {
    const early = hit({ at: '2027-01-15T05:59', arrives: '2027-01-15T12:00', minutes: 361, stops: 1, carrier: 'ZZ' });
    const late = hit({ at: '2027-01-15T18:00', fares: { LITE: 900 } });
    const all = [early, late];
    expect(narrow(all, NONE, 'best')).toEqual(all);
    expect(narrow(all, { ...NONE, stops: 0 }, 'best')).toEqual([late]);
    expect(narrow(all, { ...NONE, departs: ['night'] }, 'best')).toEqual([early]);
    expect(narrow(all, { ...NONE, departs: ['evening'] }, 'best')).toEqual([late]);
    expect(narrow(all, { ...NONE, arrives: ['afternoon'] }, 'best')).toEqual([early]);
    expect(narrow(all, { ...NONE, airlines: ['ZZ'] }, 'best')).toEqual([early]);
    expect(narrow(all, { ...NONE, longest: 360 }, 'best')).toEqual([late]);
    expect(narrow(all, { ...NONE, most: 999 }, 'best')).toEqual([late]);
    expect(countWith(all, { ...NONE, stops: 0 }, { airlines: ['ZZ'] })).toBe(0);
  });

  it('are in one band of the day each, and in the order that is wanted', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            hour: fc.nat({ max: 23 }),
            minutes: fc.integer({ min: 40, max: 2_000 }),
            price: fc.nat({ max: 9 }),
          }),
        ),
        (rows) => {
          const hits = rows.map(({ hour, minutes, price }) =>
            hit({ at: `2027-01-15T${String(hour).padStart(2, '0')}:30`, minutes, fares: { LITE: 1 + price } }),
          );
          const banded = BANDS.map(({ id }) => narrow(hits, { ...NONE, departs: [id] }, 'best').length);
          expect(banded.reduce((sum, count) => sum + count, 0)).toBe(hits.length);
          const worth = { best: () => 0, cheapest: cheapestOf, fastest: (one: FlightHit) => one.minutes };
          for (const sort of SORTS) {
            const sorted = narrow(hits, NONE, sort);
            expect(new Set(sorted)).toEqual(new Set(hits));
            for (const [index, one] of sorted.slice(1).entries()) {
              const before = sorted[index];
              if (before === undefined) continue;
              if (sort === 'earliest') expect(before.departsAt <= one.departsAt).toBe(true);
              else expect(worth[sort](before)).toBeLessThanOrEqual(worth[sort](one));
            }
          }
        },
      ),
    );
  });

  it('of the way back begin once the way out is over', () => {
    const out = hit({ arrives: '2027-01-15T10:00' });
    const [before, same, later] = ['2027-01-15T09:00', '2027-01-15T10:00', '2027-01-15T11:00'].map((at) => hit({ at }));
    const all = [before, same, later].filter((one) => one !== undefined);
    expect(after(all, out)).toEqual([later]);
    expect(after(all, undefined)).toEqual(all);
  });
});

describe('what flights cost together', () => {
  it('is told of each family that all of them are sold in, the cheapest first', () => {
    const out = hit({ fares: { FLEX: 50, LITE: 10, CLASSIC: 30 } });
    const back = hit({ fares: { LITE: 100, FLEX: 20 } });
    expect(familyTotals([out, back])).toEqual([
      { family: 'FLEX', totalMinor: 70 },
      { family: 'LITE', totalMinor: 110 },
    ]);
    expect(familyTotals([out, hit({ fares: { OTHER: 1 } })])).toEqual([]);
    expect(familyTotals([])).toEqual([]);
  });
});

describe('filters in an address', () => {
  it('are read as they were written', () => {
    const filters = {
      stops: 1,
      departs: ['night', 'evening'],
      arrives: ['morning'],
      airlines: ['QX', '0C'],
      longest: 300,
      most: 123_400,
    } as const;
    expect(filtersIn(given(filterFieldsOf(filters)))).toEqual(filters);
    expect(filterCount(filters)).toBe(8);
    expect(filtersIn(given(filterFieldsOf(NONE)))).toEqual(NONE);
  });

  it('leave out what they do not know', () => {
    expect(filtersIn({ stops: 'x', departs: 'noon', airlines: '<b>', longest: '-1', most: '1e9' })).toEqual(NONE);
  });
});
