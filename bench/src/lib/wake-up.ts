import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './stats.ts';

const TIMES = 200;
/** Long enough for both sides to have gone to sleep. */
const PAUSE_MS = 5;

/**
 * What it costs, in ms, to ask a process that sleeps and to be woken by its answer, when neither has anything to do: the floor
 * of every hop between two services, whatever they are written in. Median.
 */
export async function wakeUpMs(): Promise<number> {
  const cat = spawn('cat', { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    const times: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      await sleep(PAUSE_MS);
      const start = performance.now();
      const answered = once(cat.stdout, 'data');
      cat.stdin.write('x');
      await answered;
      times.push(performance.now() - start);
    }
    return median(times);
  } finally {
    cat.stdin.end();
  }
}
