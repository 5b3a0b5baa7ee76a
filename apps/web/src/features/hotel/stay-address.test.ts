import { amenity, board, propertyKind, stayQuery } from '@docket/contracts/hotel/stay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { given } from '../../lib/given.ts';
import { addDays } from './days.ts';
import { fieldsOf, filterCount, filterFieldsOf, filtersIn, partyWords, stayIn, stayQueryOf } from './stay-address.ts';

const stay = fc
  .record({
    from: fc.integer({ min: 0, max: 9_000 }),
    nights: fc.integer({ min: 1, max: 60 }),
    adults: fc.integer({ min: 1, max: 16 }),
    childAges: fc.array(fc.integer({ min: 0, max: 17 }), { maxLength: 8 }),
    rooms: fc.integer({ min: 1, max: 8 }),
  })
  .map(({ from, nights, ...party }) => {
    const arrival = addDays('2027-01-01', from);
    return { arrival, departure: addDays(arrival, nights), ...party };
  });

describe('a stay in an address', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(stay, (wish) => {
        expect(stayIn(fieldsOf(wish))).toEqual(wish);
      }),
    );
  });

  it('is asked for as the contract has it', () => {
    const query = z.object(stayQuery);
    fc.assert(
      fc.property(stay, (wish) => {
        const { children, ...asked } = query.parse(stayQueryOf(wish));
        expect({ ...asked, childAges: children }).toEqual(wish);
      }),
    );
  });

  it.each([
    ['no days', {}],
    ['one day', { arrival: '2027-03-12' }],
    ['the wrong order', { arrival: '2027-03-12', departure: '2027-03-12' }],
    ['more nights than are sold', { arrival: '2027-03-12', departure: '2027-05-12' }],
  ])('is none with %s', (_, fields) => expect(stayIn(fields)).toBeUndefined());

  it('leaves out what it does not know', () => {
    const fields = { arrival: '2027-03-12', departure: '2027-03-14', adults: '99', children: '5,x,44', rooms: '-1' };
    expect(stayIn(fields)).toMatchObject({ adults: 2, childAges: [5], rooms: 1 });
  });

  it('is told as people say it', () => {
    expect(partyWords({ adults: 2, childAges: [5], rooms: 1 })).toBe('2 adults, 1 child · 1 room');
    expect(partyWords({ adults: 1, childAges: [], rooms: 2 })).toBe('1 adult · 2 rooms');
  });
});

describe('filters in an address', () => {
  const filters = fc.record({
    stars: fc.subarray(['0', '1', '2', '3', '4', '5']),
    kinds: fc.subarray([...propertyKind.options]),
    amenities: fc.subarray([...amenity.options]),
    areas: fc.uniqueArray(fc.constantFrom('Old Town', 'Colaba, south', 'São Bento')),
    boards: fc.subarray([...board.options]),
    free: fc.boolean(),
    min: fc.option(fc.nat(), { nil: undefined }),
    max: fc.option(fc.nat(), { nil: undefined }),
  });

  it('are read as they were written', () => {
    fc.assert(
      fc.property(filters, (set) => {
        expect(filtersIn(given(filterFieldsOf(set)))).toEqual(set);
      }),
    );
  });

  it('that it does not know are left out, and none is none', () => {
    expect(filterCount(filtersIn({ stars: '9', kinds: 'castle', min: 'x' }))).toBe(0);
    expect(given(filterFieldsOf(filtersIn({})))).toEqual({});
    expect(filterCount(filtersIn({ stars: '4,5', free: '1', min: '100', max: '200' }))).toBe(4);
  });
});
