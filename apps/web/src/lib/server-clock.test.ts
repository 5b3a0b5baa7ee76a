import { describe, expect, it } from 'vitest';
import { ServerClock } from './server-clock.ts';

const SECOND = 1_700_000_000_000;
const stamp = (ms: number) => new Date(ms).toUTCString();

describe('the server’s clock', () => {
  it('is this device’s as long as that is possible', () => {
    const clock = new ServerClock();
    expect(clock.offset).toBe(0);
    clock.learn(null, SECOND, SECOND);
    clock.learn('yesterday-ish', SECOND, SECOND);
    clock.learn(stamp(SECOND), SECOND + 300, SECOND + 340);
    expect(clock.offset).toBe(0);
  });

  it('is narrowed by every answer, though each says only the second', () => {
    const clock = new ServerClock();
    const ahead = 90_400;
    for (let asked = 0; asked < 20; asked += 1) {
      const sentAt = SECOND + asked * 1_037;
      clock.learn(stamp(Math.floor((sentAt + 5 + ahead) / 1000) * 1000), sentAt, sentAt + 10);
    }
    expect(Math.abs(clock.offset - ahead)).toBeLessThan(60);
    expect(Math.abs(clock.now() - Date.now() - ahead)).toBeLessThan(1_000);
  });

  it('is learned anew when a clock was set', () => {
    const clock = new ServerClock();
    clock.learn(stamp(SECOND + 60_000), SECOND, SECOND);
    expect(clock.offset).toBe(60_500);
    clock.learn(stamp(SECOND - 60_000), SECOND, SECOND);
    expect(clock.offset).toBe(-59_500);
  });
});
