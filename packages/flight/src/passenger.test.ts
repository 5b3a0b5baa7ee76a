import { describe, expect, it } from 'vitest';
import { ageOn, faultsOf, kindOn, type Passenger } from './passenger.ts';

describe('age', () => {
  it.each([
    ['2024-02-29', '2025-02-28', 0],
    ['2024-02-29', '2025-03-01', 1],
    ['2024-02-29', '2028-02-29', 4],
    ['2000-12-31', '2026-12-30', 25],
    ['2000-12-31', '2026-12-31', 26],
    ['2026-12-24', '2026-12-24', 0],
  ])('of somebody born on %s is on %s %i', (born, day, age) => {
    expect(ageOn(born, day)).toBe(age);
  });

  it.each([
    ['2026-02-30', '2027-01-01'],
    ['2027-01-02', '2027-01-01'],
    ['yesterday', '2027-01-01'],
  ])('is none of %s on %s', (born, day) => {
    expect(() => ageOn(born, day)).toThrow(RangeError);
  });

  it('decides the kind from the second and the twelfth birthday on', () => {
    expect(['2027-05-04', '2027-05-05'].map((day) => kindOn('2025-05-05', day))).toEqual(['infant', 'child']);
    expect(['2037-05-04', '2037-05-05'].map((day) => kindOn('2025-05-05', day))).toEqual(['child', 'adult']);
  });
});

describe('a party', () => {
  const adult: Passenger = { kind: 'adult', bornOn: '1990-01-01' };
  const infant: Passenger = { kind: 'infant', bornOn: '2025-06-01' };
  const days = ['2027-05-20', '2027-06-03'];

  it('may fly', () => {
    expect(
      faultsOf([adult, { kind: 'child', bornOn: '2020-01-01' }, { ...infant, bornOn: '2026-01-01' }], days),
    ).toEqual([]);
  });

  it('has an infant that turns two before the way back', () => {
    expect(faultsOf([adult, infant], days)).toEqual([{ code: 'grows_up', index: 1, kind: 'child', day: '2027-06-03' }]);
    expect(faultsOf([adult, infant], ['2027-05-20', '2027-05-31'])).toEqual([]);
  });

  it.each([
    [[{ kind: 'child', bornOn: '1990-01-01' } as const, adult], { code: 'other_kind', index: 0, kind: 'adult' }],
    [[adult, { ...infant, bornOn: '2027-05-21' }], { code: 'not_born', index: 1, day: '2027-05-20' }],
    [[{ kind: 'child', bornOn: '2020-01-01' } as const], { code: 'no_adult' }],
    [
      [adult, { ...infant, bornOn: '2026-01-01' }, { ...infant, bornOn: '2026-01-01' }],
      { code: 'too_many_infants', infants: 2, adults: 1 },
    ],
    [Array.from({ length: 10 }, () => adult), { code: 'too_many_seats', seats: 10 }],
  ])('%#: is refused', (party, fault) => {
    expect(faultsOf(party, days)).toEqual([fault]);
  });
});
