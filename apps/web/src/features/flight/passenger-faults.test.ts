import { describe, expect, it } from 'vitest';
import { passengerFaults, printedName, type TypedPassenger } from './passenger-faults.ts';

const ASHA: TypedPassenger = { kind: 'adult', surname: 'Rao', given: 'Asha', bornOn: '1990-05-17' };
const OUT = '2027-01-15';
const BACK = '2027-01-19';

describe('passengers', () => {
  it('of whom nothing is wrong pass', () => {
    expect(passengerFaults([ASHA, { ...ASHA, kind: 'child', bornOn: '2020-01-01' }], [OUT, BACK])).toEqual({});
  });

  it('are of their kind at every flight', () => {
    const infant = { ...ASHA, kind: 'infant' } as const;
    const wrong = (bornOn: string, days = [OUT, BACK]) =>
      passengerFaults([{ ...infant, bornOn }], days)['passengers.0.bornOn'];
    expect(wrong('2025-01-20')).toBeUndefined();
    // Two on the day of the way back.
    expect(wrong('2025-01-19')).toContain('a child, who needs a seat on all flights');
    expect(wrong('2025-01-19', [OUT])).toBeUndefined();
    expect(wrong('2024-01-01')).toContain('a child, not an infant');
    expect(wrong('2027-02-01')).toBe('This is after the flight');
    expect(passengerFaults([{ ...ASHA, bornOn: '2015-01-16' }], [OUT])['passengers.0.bornOn']).toContain(
      'a child, not an adult',
    );
  });

  it('have names that a passport can carry', () => {
    const wrong = (change: Partial<TypedPassenger>) => passengerFaults([ASHA, { ...ASHA, ...change }], [OUT]);
    expect(wrong({ given: '王' })).toEqual({ 'passengers.1.given': expect.stringContaining('王') });
    expect(wrong({ surname: 'R4o' })).toEqual({ 'passengers.1.surname': expect.stringContaining('4') });
    expect(wrong({ surname: 'A'.repeat(50) })).toEqual({
      'passengers.1.surname': expect.stringContaining('shorten'),
    });
  });

  it('are named whole', () => {
    expect(passengerFaults([{ ...ASHA, surname: '', given: ' ', bornOn: '' }], [OUT])).toEqual({
      'passengers.0.surname': 'Fill this in',
      'passengers.0.given': 'Fill this in',
      'passengers.0.bornOn': 'Fill this in',
    });
    // What is no day at all the contract tells of.
    expect(passengerFaults([{ ...ASHA, bornOn: '1990-13-45' }], [OUT])).toEqual({});
  });
});

describe('the name on a ticket', () => {
  it('is shown once it is whole and can be printed', () => {
    expect(printedName({ surname: 'Müller-Łukasz', given: 'Zoë' })).toBe('MUELLER LUKASZ / ZOE');
    expect(printedName({ surname: 'Rao', given: ' ' })).toBeUndefined();
    expect(printedName({ surname: '王', given: '伟' })).toBeUndefined();
  });
});
