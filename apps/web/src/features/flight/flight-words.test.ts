import type { FareFamily, Journey } from '@docket/contracts/flight/flight';
import { describe, expect, it } from 'vitest';
import {
  changesOf,
  familyLines,
  flyersWords,
  minutesWords,
  offsetMark,
  routeWords,
  seatsWords,
  spokenMinutes,
  spokenOffset,
  stopsWords,
} from './flight-words.ts';

function leg(from: string, to: string, changeMinutes: number | null = null): Journey['legs'][number] {
  const end = (city: string) => ({
    airport: { code: city.slice(0, 3).toUpperCase(), name: city, city, country: 'IN', timezone: 'UTC' },
    terminal: 0,
    at: '2027-01-15T08:00:00Z',
    local: '2027-01-15T08:00',
    dayOffset: 0,
  });
  return {
    flightId: `${from} ${to}`,
    carrier: { code: 'QX', name: 'Quax' },
    number: 'QX 1',
    aircraft: 'ATR 72-600',
    departure: end(from),
    arrival: end(to),
    minutes: 60,
    changeMinutes,
  };
}

describe('words of flights', () => {
  it('tell a duration', () => {
    expect([45, 60, 125, 0].map(minutesWords)).toEqual(['45 min', '1 h', '2 h 05', '0 min']);
    expect([45, 60, 61, 125].map(spokenMinutes)).toEqual([
      '45 minutes',
      '1 hour',
      '1 hour 1 minute',
      '2 hours 5 minutes',
    ]);
  });

  it('tell the day of a time where it is another one', () => {
    expect([0, 1, -1, 2].map(offsetMark)).toEqual([undefined, '+1', '−1', '+2']);
    expect([0, 1, -1, 2, -2].map(spokenOffset)).toEqual([
      undefined,
      'the next day',
      'the day before',
      '2 days later',
      '2 days earlier',
    ]);
  });

  it('tell the way', () => {
    const out = { legs: [leg('Mumbai', 'Hyderabad', 80), leg('Hyderabad', 'Delhi')] };
    const back = { legs: [leg('Delhi', 'Mumbai')] };
    expect(routeWords([out])).toBe('Mumbai to Delhi');
    expect(routeWords([out, back])).toBe('Mumbai to Delhi and back');
    expect(routeWords([out, { legs: [leg('Delhi', 'Goa')] }])).toBe('Mumbai – Delhi – Goa');
    expect(routeWords([out, { legs: [leg('Agra', 'Goa')] }])).toBe('Mumbai – Delhi – Agra – Goa');
    expect(changesOf(out)).toEqual(['1 h 20 in Hyderabad (HYD)']);
    expect([0, 1, 2].map(stopsWords)).toEqual(['Non-stop', '1 stop', '2 stops']);
    expect(flyersWords({ adults: 2, children: 1, infants: 1 })).toBe('2 adults, 1 child, 1 infant');
  });

  it('tell of seats only where they are few', () => {
    expect([1, 5, 6, 9, 0].map(seatsWords)).toEqual([
      'Only 1 seat left at this price',
      'Only 5 seats left at this price',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('tell what a fare allows', () => {
    const lite: FareFamily = {
      code: 'LITE',
      name: 'Lite',
      cabin: 'economy',
      cabinBagKg: 7,
      checkedBags: 0,
      checkedBagKg: 0,
      meal: false,
      seatChoice: false,
      changeFeeMinor: null,
      refundFeeMinor: 350_000,
      untilHours: 4,
    };
    const said = Object.fromEntries(familyLines(lite, 'INR').map(({ what, says }) => [what, says]));
    expect(said).toMatchObject({
      'Cabin bag': '7 kg',
      'Checked bag': 'None',
      Change: 'Not possible',
      Refund: '₹3,500 each, until 4 h before',
    });
    const free = familyLines({ ...lite, refundFeeMinor: 0, checkedBags: 2, checkedBagKg: 23 }, 'INR');
    expect(free.find(({ what }) => what === 'Refund')?.says).toBe('Free until 4 h before');
    expect(free.find(({ what }) => what === 'Checked bag')?.says).toBe('2 × 23 kg');
  });
});
