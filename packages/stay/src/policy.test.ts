import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyStep, type PolicyStep, type StayPrice } from '@docket/contracts/hotel/stay';
import { clockOf, stayInstants } from './clock.ts';
import { dayNumber, todayAt } from './day.ts';
import { DOUBLE, GOA, PLAIN_NIGHT, TODAY, wishOf } from './fixtures.ts';
import { feeAt, policySteps } from './policy.ts';
import { priceStay } from './price.ts';
import { isRefused } from './refused.ts';
import { cancellationPolicy, type CancellationPolicy, type Fee } from './shapes.ts';

/** Three nights, the first at 5,000.00 and the others at 4,000.00; 10 % of taxes on top. */
function price(arrival: string): StayPrice {
  const made = priceStay(
    { baseMinor: 400_000, rules: [] },
    DOUBLE,
    { ...GOA, taxes: [{ kind: 'percent', percent: 1_000, label: 'GST', included: false }] },
    wishOf(arrival, 3),
    new Map([[dayNumber(arrival), { ...PLAIN_NIGHT, priceMinor: 500_000 }]]),
    { today: TODAY, soldShareOf: () => 0 },
  );
  if (isRefused(made)) throw new Error(made.code);
  return made;
}

function stepsOf(policy: CancellationPolicy, arrival: string, timezone = 'Asia/Kolkata'): PolicyStep[] {
  return policySteps(policy, { timezone }, { arrival }, price(arrival));
}

const at = (iso: string): Date => new Date(iso);

describe('a cancellation policy', () => {
  const policy: CancellationPolicy = {
    steps: [
      { daysBefore: 7, at: '18:00', fee: { kind: 'free' } },
      { daysBefore: 1, at: '18:00', fee: { kind: 'nights', nights: 1 } },
    ],
    after: { kind: 'all' },
  };

  it('becomes moments and amounts, by the clocks of the place', () => {
    expect(stepsOf(policy, '2027-04-10')).toEqual([
      { until: '2027-04-03T12:30:00.000Z', untilLocal: '2027-04-03T18:00', feeMinor: 0, label: 'Free' },
      {
        until: '2027-04-09T12:30:00.000Z',
        untilLocal: '2027-04-09T18:00',
        feeMinor: 550_000,
        label: 'The first night',
      },
      { until: null, untilLocal: null, feeMinor: 1_430_000, label: 'The whole price' },
    ]);
  });

  it('is over at its cut-off, and not a moment before', () => {
    const steps = stepsOf(policy, '2027-04-10');
    expect(feeAt(steps, at('2027-04-03T12:29:59.999Z'))).toBe(0);
    expect(feeAt(steps, at('2027-04-03T12:30:00.000Z'))).toBe(550_000);
    expect(feeAt(steps, at('2027-04-09T12:29:59.999Z'))).toBe(550_000);
    expect(feeAt(steps, at('2027-04-09T12:30:00.000Z'))).toBe(1_430_000);
    expect(feeAt(steps, at('2030-01-01T00:00:00.000Z'))).toBe(1_430_000);
    expect(() => feeAt([], at('2027-04-03T12:30:00.000Z'))).toThrow(RangeError);
  });

  it.each<[Fee, number, string]>([
    [{ kind: 'free' }, 0, 'Free'],
    [{ kind: 'nights', nights: 1 }, 550_000, 'The first night'],
    [{ kind: 'nights', nights: 2 }, 990_000, 'The first 2 nights'],
    [{ kind: 'nights', nights: 9 }, 1_430_000, 'The first 9 nights'],
    [{ kind: 'percent', percent: 5_000 }, 715_000, '50 %'],
    [{ kind: 'percent', percent: 3_333 }, 476_619, '33.33 %'],
    [{ kind: 'fixed', minor: 100_000 }, 100_000, '₹1,000.00'],
    [{ kind: 'fixed', minor: 9_000_000 }, 1_430_000, '₹90,000.00'],
    [{ kind: 'all' }, 1_430_000, 'The whole price'],
  ])('keeps %j', (fee, feeMinor, label) => {
    expect(stepsOf({ steps: [], after: fee }, '2027-04-10')).toEqual([
      { until: null, untilLocal: null, feeMinor, label },
    ]);
  });

  it('has its cut-off where clocks are put forward over it, and at the second time where they are put back', () => {
    const cutOff = (arrival: string, time: string, timezone: string) =>
      stepsOf(
        { steps: [{ daysBefore: 0, at: time, fee: { kind: 'free' } }], after: { kind: 'all' } },
        arrival,
        timezone,
      )[0];
    // 2:00 becomes 3:00 in Berlin; there is no 2:30, and from 1:00 UTC on it is later than that.
    expect(cutOff('2027-03-28', '02:30', 'Europe/Berlin')).toMatchObject({
      until: '2027-03-28T01:00:00.000Z',
      untilLocal: '2027-03-28T03:00',
    });
    // 3:00 becomes 2:00: it is 2:30 twice.
    expect(cutOff('2027-10-31', '02:30', 'Europe/Berlin')).toMatchObject({
      until: '2027-10-31T01:30:00.000Z',
      untilLocal: '2027-10-31T02:30',
    });
    // Half an hour, and a day that begins at one.
    expect(cutOff('2027-10-03', '02:15', 'Australia/Lord_Howe')).toMatchObject({ untilLocal: '2027-10-03T02:30' });
    expect(cutOff('2027-04-30', '00:30', 'Africa/Cairo')).toMatchObject({
      until: '2027-04-29T22:00:00.000Z',
      untilLocal: '2027-04-30T01:00',
    });
  });

  it('never keeps more than the total or less than nothing, has ascending moments, and answers at any time', () => {
    const fee: fc.Arbitrary<Fee> = fc.oneof(
      fc.constant<Fee>({ kind: 'free' }),
      fc.constant<Fee>({ kind: 'all' }),
      fc.record({ kind: fc.constant('nights' as const), nights: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ kind: fc.constant('percent' as const), percent: fc.integer({ min: 0, max: 10_000 }) }),
      fc.record({ kind: fc.constant('fixed' as const), minor: fc.integer({ min: 0, max: 3_000_000 }) }),
    );
    const cutOff = fc.record({
      daysBefore: fc.integer({ min: 0, max: 40 }),
      minutes: fc.integer({ min: 0, max: 1_439 }),
      fee,
    });
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'Asia/Kolkata',
      'America/New_York',
      'Pacific/Apia',
      'Africa/Casablanca',
    );
    const day = fc.integer({ min: dayNumber('2027-01-01'), max: dayNumber('2028-12-31') });
    fc.assert(
      fc.property(
        fc.array(cutOff, { maxLength: 6 }),
        fee,
        zones,
        day,
        fc.integer({ min: -60, max: 5 }),
        (cuts, after, zone, arrivalDay, days) => {
          const sorted = cuts.toSorted((a, b) => b.daysBefore - a.daysBefore || a.minutes - b.minutes);
          const steps = sorted.map((each) => ({
            daysBefore: each.daysBefore,
            at: clockOf(each.minutes),
            fee: each.fee,
          }));
          const parsed = cancellationPolicy.safeParse({ steps, after });
          const same = steps.some(
            (each, i) => each.daysBefore === steps[i + 1]?.daysBefore && each.at === steps[i + 1]?.at,
          );
          expect(parsed.success).toBe(!same);
          if (!parsed.success) return;
          const arrival = new Date(arrivalDay * 86_400_000).toISOString().slice(0, 10);
          const made = stepsOf(parsed.data, arrival, zone);
          for (const each of made) {
            expect(policyStep.parse(each)).toEqual(each);
            expect(each.feeMinor).toBeGreaterThanOrEqual(0);
            expect(each.feeMinor).toBeLessThanOrEqual(1_430_000);
          }
          const moments = made.flatMap(({ until }) => (until === null ? [] : [Date.parse(until)]));
          expect(moments.every((moment, i) => i === 0 || moment > (moments[i - 1] ?? 0))).toBe(true);
          const asked = arrivalDay * 86_400_000 + days * 43_200_000;
          const oracle = made[moments.filter((moment) => moment <= asked).length]?.feeMinor;
          expect(feeAt(made, new Date(asked))).toBe(oracle);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a stay', () => {
  it('begins at check-in and ends at check-out, by the clocks of the place', () => {
    expect(stayInstants(GOA, wishOf('2027-04-10', 2))).toEqual({
      startsAt: '2027-04-10T08:30:00.000Z',
      endsAt: '2027-04-12T05:30:00.000Z',
    });
    const berlin = { timezone: 'Europe/Berlin', checkInFrom: 900, checkOutUntil: 660 };
    // The night in which clocks are put forward is a night.
    expect(stayInstants(berlin, wishOf('2027-03-27', 1))).toEqual({
      startsAt: '2027-03-27T14:00:00.000Z',
      endsAt: '2027-03-28T09:00:00.000Z',
    });
  });

  it('begins when clocks are put forward over its check-in, and ends at the second time where they are put back over its check-out', () => {
    const night = { timezone: 'Europe/Berlin', checkInFrom: 150, checkOutUntil: 150 };
    expect(stayInstants(night, wishOf('2027-03-28', 1)).startsAt).toBe('2027-03-28T01:00:00.000Z');
    expect(stayInstants(night, wishOf('2027-10-30', 1)).endsAt).toBe('2027-10-31T01:30:00.000Z');
    expect(stayInstants(night, wishOf('2027-10-31', 1)).startsAt).toBe('2027-10-31T00:30:00.000Z');
  });

  it('is on the day that it is there', () => {
    const moment = at('2027-03-01T20:00:00Z');
    expect(['America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'].map((zone) => todayAt(zone, moment))).toEqual([
      '2027-03-01',
      '2027-03-02',
      '2027-03-02',
    ]);
  });
});
