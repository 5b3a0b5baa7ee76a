import { expect, it } from 'vitest';
import { lateWords } from './course-words.ts';

const policy = { lateDays: 0, latePercent: 20, leastPercent: 0, graceMinutes: 0, scores: 'best' } as const;

it('says what late work costs', () => {
  expect(lateWords(policy)).toBe('Late work is not taken');
  expect(lateWords({ ...policy, graceMinutes: 1 })).toBe('1 minute of grace, then nothing is taken');
  expect(lateWords({ ...policy, lateDays: 3, leastPercent: 40, graceMinutes: 10 })).toBe(
    '20% off for each day late, but 40% always remain, for up to 3 days, after 10 minutes of grace',
  );
  expect(lateWords({ ...policy, lateDays: null, latePercent: 0 })).toBe('Late work counts in full');
});
