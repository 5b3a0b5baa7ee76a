import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasOffset, knowsZone, neverWords, offsetAt, offsetOfDay, readLocalTime } from './local-time.ts';

describe('a local time', () => {
  it.each([
    ['2027-06-01T20:00', 'Europe/Berlin', '2027-06-01T18:00:00.000Z', '+02:00'],
    ['2027-06-01T20:00:30', 'Asia/Kathmandu', '2027-06-01T14:15:30.000Z', '+05:45'],
    ['2027-06-01T20:00', 'Asia/Kolkata', '2027-06-01T14:30:00.000Z', '+05:30'],
    ['2027-01-01T20:00', 'Australia/Lord_Howe', '2027-01-01T09:00:00.000Z', '+11:00'],
    ['2027-07-01T20:00', 'Australia/Lord_Howe', '2027-07-01T09:30:00.000Z', '+10:30'],
    ['2027-03-28T03:00', 'Europe/Berlin', '2027-03-28T01:00:00.000Z', '+02:00'],
    ['2027-10-31T03:00', 'Europe/Berlin', '2027-10-31T02:00:00.000Z', '+01:00'],
  ])('%s in %s is one moment', (local, zone, at, offset) => {
    expect(readLocalTime(local, zone)).toEqual({ kind: 'once', at, offset });
  });

  it.each([
    ['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T01:55', '2027-03-28T03:00'],
    ['2027-03-28T02:00', 'Europe/Berlin', '2027-03-28T01:55', '2027-03-28T03:00'],
    ['2027-03-14T02:59', 'America/New_York', '2027-03-14T01:55', '2027-03-14T03:00'],
    // Half an hour.
    ['2027-10-03T02:15', 'Australia/Lord_Howe', '2027-10-03T01:55', '2027-10-03T02:30'],
    // At midnight, so that a day begins at one.
    ['2027-04-30T00:30', 'Africa/Cairo', '2027-04-29T23:55', '2027-04-30T01:00'],
    // Samoa went over the date line, and had no 30 December.
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-29T23:55', '2011-12-31T00:00'],
  ])('%s in %s does not exist, and the nearest are named', (local, zone, before, after) => {
    const read = readLocalTime(local, zone);
    expect(read).toMatchObject({ kind: 'never', before, after });
    if (read.kind !== 'never') return;
    const words = neverWords(local, read);
    for (const near of [before, after]) {
      expect(words).toContain(near.replace('T', ' '));
      expect(readLocalTime(near, zone).kind).toBe('once');
    }
    // The gap itself begins where `from` says: it is not there, and the minute before is.
    expect(readLocalTime(read.from, zone).kind).toBe('never');
    const minuteBefore = new Date(Date.parse(`${read.from}Z`) - 60_000).toISOString().slice(0, 16);
    expect(readLocalTime(minuteBefore, zone).kind).toBe('once');
  });

  it.each([
    ['2027-10-31T02:30', 'Europe/Berlin', '2027-10-31T00:30:00.000Z', '+02:00', '2027-10-31T01:30:00.000Z', '+01:00'],
    [
      '2027-11-07T01:00',
      'America/New_York',
      '2027-11-07T05:00:00.000Z',
      '-04:00',
      '2027-11-07T06:00:00.000Z',
      '-05:00',
    ],
    [
      '2027-04-04T01:45',
      'Australia/Lord_Howe',
      '2027-04-03T14:45:00.000Z',
      '+11:00',
      '2027-04-03T15:15:00.000Z',
      '+10:30',
    ],
  ])('%s in %s exists twice, the first first', (local, zone, first, firstOffset, second, secondOffset) => {
    expect(readLocalTime(local, zone)).toEqual({
      kind: 'twice',
      first: { at: first, offset: firstOffset },
      second: { at: second, offset: secondOffset },
    });
  });

  it('is what the clocks show at every moment that it can be', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Africa/Casablanca',
    );
    const minutes = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2029, 0) / 60_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const at = new Date(minute * 60_000).toISOString();
        const offset = offsetAt(at, zone);
        const [, sign, hours, mins] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
        const shift = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(mins));
        const local = new Date((minute + shift) * 60_000).toISOString().slice(0, 16);
        const read = readLocalTime(local, zone);
        const found = read.kind === 'once' ? [read] : read.kind === 'twice' ? [read.first, read.second] : [];
        expect(found.map((each) => each.at)).toContain(at);
      }),
      { numRuns: 300 },
    );
  });

  it('is of a calendar and a zone that there are', () => {
    expect(() => readLocalTime('2027-02-30T10:00', 'Europe/Berlin')).toThrow(RangeError);
    expect([knowsZone('Asia/Kathmandu'), knowsZone('Mars/Olympus')]).toEqual([true, false]);
    expect(['2027-01-01T10:00Z', '2027-01-01T10:00+05:45', '2027-01-01T10:00'].map(hasOffset)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

it('a day has one offset, or two', () => {
  expect(offsetOfDay('2027-10-30', 'Europe/Berlin')).toBe('+02:00');
  expect(offsetOfDay('2027-10-31', 'Europe/Berlin')).toBeUndefined();
  expect(offsetOfDay('2027-04-04', 'Australia/Lord_Howe')).toBeUndefined();
  expect(offsetOfDay('2011-12-30', 'Pacific/Apia')).toBeUndefined();
  expect(offsetOfDay('2027-07-01', 'Asia/Kathmandu')).toBe('+05:45');
});
