import { describe, expect, it } from 'vitest';
import { nextLook, nextLookUnanswered, nextRefundLook, type Look } from './looks.ts';

const T0 = Date.parse('2026-11-30T12:00:00Z');
const at = (seconds: number) => new Date(T0 + seconds * 1_000);
const look: Look = { method: 'netbanking', status: 'PENDING', looks: 1, createdAt: at(0), deadline: at(900) };
const seconds = (date: Date | null) => (date === null ? null : (date.getTime() - T0) / 1_000);

describe('an attempt under way is looked at', () => {
  it('less and less often, and when its time is over', () => {
    const pauses = [1, 2, 3, 4, 5, 6].map((looks) => seconds(nextLook({ ...look, looks }, at(0))));
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
    expect(seconds(nextLook({ ...look, looks: 9 }, at(870)))).toBe(900);
    expect(seconds(nextLook({ ...look, looks: 9 }, at(901)))).toBe(961);
  });

  it('every 5 s for two minutes if it is a transfer', () => {
    for (const now of [0, 60, 119])
      expect(seconds(nextLook({ ...look, method: 'bank_transfer', looks: 20 }, at(now)))).toBe(now + 5);
    expect(seconds(nextLook({ ...look, method: 'bank_transfer', looks: 24 }, at(120)))).toBe(180);
  });

  it('soon again where its provider did not answer, also past its time', () => {
    expect([1, 2, 3, 9].map((looks) => seconds(nextLookUnanswered({ ...look, looks }, at(1_000))))).toEqual([
      1_002, 1_004, 1_008, 1_060,
    ]);
  });
});

it('one that has failed is looked at every two minutes while its time lasts, and more rarely where it lasts for days', () => {
  const failed = { ...look, status: 'FAILED' } as const;
  const pauses = [1, 2, 3, 4, 5].map((looks) => seconds(nextLook({ ...failed, looks }, at(100))));
  expect(pauses).toEqual([115, 130, 160, 220, 220]);
  expect(seconds(nextLookUnanswered({ ...failed, looks: 9 }, at(100)))).toBe(220);
  const slow = { ...failed, looks: 40, deadline: at(5 * 86_400) };
  expect(seconds(nextLook(slow, at(86_400)))).toBe(86_400 + 2_880);
});

it('one that has ended is looked at for a day after its time, for money that comes late', () => {
  const ended = { ...look, status: 'FAILED' } as const;
  const all: (number | null)[] = [];
  for (let now: number | null = 895; now !== null;) {
    now = seconds(nextLook(ended, at(now)));
    all.push(now);
  }
  expect(all).toEqual([960, 1_200, 2_700, 8_100, 22_500, 87_300, null]);
  expect(nextLook({ ...look, status: 'CAPTURED' }, at(0))).toBeNull();
  // To its account more may be sent.
  expect(seconds(nextLook({ ...look, method: 'bank_transfer', status: 'CAPTURED' }, at(0)))).toBe(960);
});

it('a refund is asked after every ten minutes at least', () => {
  expect([0, 1, 5, 40].map((looks) => seconds(nextRefundLook(looks, at(0))))).toEqual([2, 4, 64, 600]);
});
