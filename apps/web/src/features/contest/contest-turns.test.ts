import { describe, expect, it } from 'vitest';
import { actsFor, clockOf, nextTurn, ownEnd } from './contest-turns.ts';

const at = (minutes: number) => new Date(minutes * 60_000).toISOString();
const ms = (minutes: number) => minutes * 60_000;

type Clocked = Parameters<typeof ownEnd>[0];
const contest: Clocked = {
  phase: 'running',
  startsAt: at(10),
  endsAt: at(70),
  late: null,
  freezesAt: at(50),
  pausedAt: null,
  durationMinutes: null,
  participation: null,
};
const taking = (window: { from: string; until: string } | null): Clocked['participation'] => ({
  participantId: '01890000-0000-7000-8000-000000000001',
  name: 'Ada',
  kind: 'individual',
  status: 'registered',
  official: true,
  rated: false,
  institution: null,
  room: null,
  seat: null,
  window,
  extraMs: 0,
  members: [],
  teamCode: null,
});

describe('the clock of a contest', () => {
  it('turns at the start, the freeze, the own end and the end, and then no more', () => {
    const own = { ...contest, participation: taking({ from: at(10), until: at(75) }) };
    expect([0, 10, 50, 70, 75].map((now) => nextTurn(own, ms(now)))).toEqual([
      ms(10),
      ms(50),
      ms(70),
      ms(75),
      undefined,
    ]);
  });

  it('counts what is left of the own time, where that is another', () => {
    expect(clockOf({ ...contest, participation: taking({ from: at(10), until: at(85) }) }, ms(20))).toEqual({
      label: 'Your time left',
      until: ms(85),
    });
    expect(clockOf(contest, ms(20))).toEqual({ label: 'Time left', until: ms(70) });
    expect(clockOf(contest, ms(5))).toEqual({ label: 'Starts in', until: ms(10) });
    expect(clockOf({ ...contest, pausedAt: at(20) }, ms(20))).toEqual({ label: 'Paused' });
    expect(clockOf({ ...contest, phase: 'over' }, ms(80))).toEqual({ label: 'Ended' });
  });

  it('has not ended while what is late is taken', () => {
    const homework = { ...contest, late: { until: at(100) } };
    expect(clockOf(homework, ms(20))).toMatchObject({ label: 'Time left' });
    expect(clockOf(homework, ms(80))).toEqual({ label: 'Taken late for', until: ms(100) });
    expect(nextTurn(homework, ms(80))).toBe(ms(100));
    expect(clockOf(homework, ms(100))).toEqual({ label: 'Ended' });
    expect(clockOf({ ...contest, phase: 'over', late: { until: null } }, ms(80))).toEqual({ label: 'Taken late' });
  });

  it('does not run for who has not begun a window of their own', () => {
    expect(ownEnd({ ...contest, durationMinutes: 30, participation: taking(null) }, ms(20))).toBeUndefined();
    expect(
      ownEnd({ ...contest, durationMinutes: 30, participation: taking({ from: at(15), until: at(45) }) }, ms(20)),
    ).toBe(ms(45));
    expect(ownEnd({ ...contest, participation: taking({ from: at(15), until: at(45) }) }, ms(46))).toBeUndefined();
  });
});

it('offers the jury what follows from the state, and nothing once all is final', () => {
  const state = { phase: 'running', pausedAt: null, frozen: false, finalisedAt: null } as const;
  expect(actsFor(state)).toEqual(['pause', 'end', 'freeze']);
  expect(actsFor({ ...state, pausedAt: at(1), frozen: true })).toEqual(['resume', 'end', 'thaw']);
  expect(actsFor({ ...state, phase: 'over', frozen: true })).toEqual(['thaw', 'end', 'finalise']);
  expect(actsFor({ ...state, phase: 'final', finalisedAt: at(1) })).toEqual([]);
});
