import { expect, it } from 'vitest';
import { changesOf, NO_PRICES, showsOf, wrongIn } from './new-shows.ts';

const draft = {
  hallId: '0190a0a0-0000-7000-8000-000000000001',
  title: 'night-train',
  date: '2027-10-30',
  days: '2',
  times: '2:30',
  fold: '0',
  currency: 'EUR',
  classes: [],
  prices: NO_PRICES,
  seatsPerUser: '10',
  saleOpensAt: '',
  waitingRoom: false,
  backHours: '1.5',
  backPercent: '80',
  minutes: '',
  house: [],
};

it('says in minutes until when seats can be given back', () => {
  expect(showsOf(draft).shows[0]?.refund).toEqual({ minutes: 90, percent: 80 });
});

it('a time that the city’s clocks leave out is told at its field', () => {
  const spring = { ...draft, date: '2027-03-28', days: '1' };
  expect(wrongIn(spring, undefined, 'Europe/Berlin')['times']).toContain(
    'nearest times are 2027-03-28 01:55 and 2027-03-28 03:00',
  );
  expect(wrongIn(spring, undefined, 'Asia/Kathmandu')['times']).toBeUndefined();
});

it('the hall is taken as long as the title is, or as long as is typed', () => {
  expect(showsOf(draft).shows[0]).not.toHaveProperty('minutes');
  expect(showsOf({ ...draft, minutes: '95' }).shows[0]).toMatchObject({ minutes: 95 });
});

it('of a time that comes twice one says which, and it is the first otherwise', () => {
  expect(changesOf(draft, 'Europe/Berlin')).toEqual({
    never: [],
    twice: [{ local: '2027-10-31T02:30:00', first: '+02:00', second: '+01:00' }],
  });
  expect(showsOf(draft).shows.map(({ fold }) => fold)).toEqual([undefined, undefined]);
  expect(showsOf({ ...draft, fold: '1' }).shows.map(({ fold }) => fold)).toEqual([1, 1]);
});

it('what is wrong is told where it was typed', () => {
  const wrong = (change: Partial<typeof draft>) =>
    Object.keys(wrongIn({ ...draft, ...change }, undefined, 'Asia/Kolkata'));
  expect(wrong({})).toEqual([]);
  expect(wrong({ times: '25:00' })).toEqual(['times']);
  expect(wrong({ days: '0' })).toEqual(['days']);
  expect(wrong({ days: '60', times: '10:00, 12:00, 14:00, 16:00' })).toEqual(['days']);
  expect(wrong({ currency: '' })).toEqual(['currency']);
});
