import { expect, it } from 'vitest';
import { readStart } from './read-start.ts';

const at = (startsAt: string, timezone: string, fold?: 0 | 1): string =>
  readStart({ startsAt, fold }, timezone, 'body.shows.3').toISOString();

it('a start is the first of two moments, or the one that is asked for, or the one with that offset', () => {
  const twice = '2027-04-04T01:45';
  expect([undefined, 0, 1].map((fold) => at(twice, 'Australia/Lord_Howe', fold as 0 | 1))).toEqual([
    '2027-04-03T14:45:00.000Z',
    '2027-04-03T14:45:00.000Z',
    '2027-04-03T15:15:00.000Z',
  ]);
  expect(at(`${twice}+10:30`, 'Australia/Lord_Howe')).toBe('2027-04-03T15:15:00.000Z');
  expect([0, 1].map((fold) => at('2027-04-04T20:00', 'Asia/Kathmandu', fold as 0 | 1))).toEqual([
    '2027-04-04T14:15:00.000Z',
    '2027-04-04T14:15:00.000Z',
  ]);
});

it('a start that the clocks leave out is refused at its field, with the nearest that there are', () => {
  expect(() => at('2027-03-28T02:30', 'Europe/Berlin', 1)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      fields: [
        {
          path: 'body.shows.3.startsAt',
          message: expect.stringMatching(/nearest times are 2027-03-28 01:55 and 2027-03-28 03:00/),
        },
      ],
    }),
  );
});
