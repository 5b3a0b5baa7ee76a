import { expect, it } from 'vitest';
import { localAt } from './local.ts';
import { flightDays, momentAt } from './schedule.ts';

const daily = { weekdays: [1, 2, 3, 4, 5, 6, 7], validFrom: '2027-01-01', validUntil: '2027-12-31' };
const plan = (timezone: string, departs: number, minutes = 60, more: Partial<typeof daily> = {}) => ({
  ...daily,
  timezone,
  departs,
  minutes,
  ...more,
});
const at = (hours: number, minutes = 0): number => hours * 60 + minutes;

it('departs at the same time of its clocks in summer and winter', () => {
  const berlin = plan('Europe/Berlin', at(8));
  expect(flightDays(berlin, '2027-03-27', '2027-03-29').map(({ departsAt }) => departsAt.toISOString())).toEqual([
    '2027-03-27T07:00:00.000Z',
    '2027-03-28T06:00:00.000Z',
  ]);
});

it('departs when the clocks are put forward where they leave its time out', () => {
  expect(momentAt('2027-03-28', at(2, 30), 'Europe/Berlin').toISOString()).toBe('2027-03-28T01:00:00.000Z');
  // Half an hour, on Lord Howe Island.
  expect(momentAt('2027-10-03', at(2, 15), 'Australia/Lord_Howe').toISOString()).toBe('2027-10-02T15:30:00.000Z');
});

it('departs at the first of two times where the clocks show its time twice', () => {
  expect(momentAt('2027-10-31', at(2, 30), 'Europe/Berlin').toISOString()).toBe('2027-10-31T00:30:00.000Z');
});

it('flies as long as it flies, whatever the clocks do meanwhile', () => {
  const [night] = flightDays(plan('Europe/Berlin', at(1, 30), 120), '2027-03-28', '2027-03-29');
  expect(localAt(night?.arrivesAt ?? new Date(0), 'Europe/Berlin')).toBe('2027-03-28T04:30');
});

it('over the date line is there on the day before, or two days later', () => {
  const [east] = flightDays(plan('Pacific/Auckland', at(10), 8 * 60 + 30), '2027-06-10', '2027-06-11');
  expect(localAt(east?.arrivesAt ?? new Date(0), 'Pacific/Honolulu')).toBe('2027-06-09T20:30');
  const [west] = flightDays(plan('America/Los_Angeles', at(22, 30), 14 * 60), '2027-06-10', '2027-06-11');
  expect(localAt(west?.arrivesAt ?? new Date(0), 'Australia/Sydney')).toBe('2027-06-12T05:30');
});

it('flies on its days of the week, from its first day to its last', () => {
  const some = plan('Asia/Kolkata', at(6), 60, { weekdays: [1, 7], validFrom: '2027-06-06', validUntil: '2027-06-14' });
  expect(flightDays(some, '2027-06-01', '2027-07-01').map(({ day }) => day)).toEqual([
    '2027-06-06',
    '2027-06-07',
    '2027-06-13',
    '2027-06-14',
  ]);
  expect(flightDays(some, '2027-06-07', '2027-06-14').map(({ day }) => day)).toEqual(['2027-06-07', '2027-06-13']);
  expect(flightDays(some, '2027-06-14', '2027-06-14')).toEqual([]);
  expect(flightDays(some, '2027-08-01', '2027-09-01')).toEqual([]);
});
