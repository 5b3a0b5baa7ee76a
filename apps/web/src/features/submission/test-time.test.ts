import { describe, expect, it } from 'vitest';
import { clockThatRanOut, timeOf } from './test-time.ts';

const test = { verdict: 'TLE' as const, reason: null, cpuMs: 1_104, wallMs: 1_200 };

describe('the time of a test', () => {
  it('is the wall’s where the wall’s ran out, by its name', () => {
    const waited = { ...test, reason: 'idle: waiting for input?', cpuMs: 796, wallMs: 3_004 };
    expect(clockThatRanOut(waited)).toBe('wall');
    expect(timeOf(waited)).toEqual({ label: 'Wall time', text: '3 s', limit: null });
    expect(clockThatRanOut({ ...test, reason: 'wall time' })).toBe('wall');
  });

  it('is the CPU’s otherwise', () => {
    expect(clockThatRanOut(test)).toBe('cpu');
    expect(timeOf(test)).toMatchObject({ label: 'CPU time', text: '1.10 s' });
    expect(clockThatRanOut({ ...test, verdict: 'WA' })).toBeUndefined();
    expect(timeOf({ ...test, verdict: 'AC' })).toMatchObject({ label: 'CPU time' });
  });
});
