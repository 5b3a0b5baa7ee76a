import { describe, expect, it } from 'vitest';
import { formatAgo, formatBytes, formatMs, formatShare, formatWait, plural } from './format.ts';

describe('formats', () => {
  it.each([
    [null, '–'],
    [0, '<1 ms'],
    [0.4, '<1 ms'],
    [12.4, '12 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [1500, '1.50 s'],
    [1234, '1.23 s'],
    [65_432, '65.4 s'],
  ])('%s ms is %s', (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });

  it.each([
    [null, '–'],
    [512, '512 B'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [256 * 1024 * 1024, '256 MiB'],
    [3.4 * 1024 * 1024, '3.4 MiB'],
    [2 ** 31, '2 GiB'],
  ])('%s bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('names shares and waits', () => {
    expect([formatShare(null), formatShare(0), formatShare(0.456)]).toEqual(['–', '0%', '46%']);
    expect([formatWait(0.3), formatWait(12.2), formatWait(150)]).toEqual([
      'less than a second',
      'about 12 s',
      'about 3 min',
    ]);
    expect([plural(1, 'test'), plural(2, 'test'), plural(0, 'try', 'tries')]).toEqual(['1 test', '2 tests', '0 tries']);
  });

  it('says how long ago', () => {
    const now = Date.parse('2026-03-10T12:00:00Z');
    const ago = (ms: number) => formatAgo(new Date(now - ms).toISOString(), now);
    expect([ago(-500), ago(10_000), ago(50_000), ago(5 * 60_000), ago(3 * 3_600_000), ago(86_400_000)]).toEqual([
      'just now',
      'just now',
      '1 min. ago',
      '5 min. ago',
      '3 hr. ago',
      'yesterday',
    ]);
    expect(ago(30 * 86_400_000)).toBe('Feb 8, 2026');
  });
});
