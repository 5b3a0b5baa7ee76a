import { z } from 'zod';
import { choice, count } from './forms.ts';
import { slice, type SettingsOf } from './slice.ts';

/** Taking submissions in. */
export const judgeQueueSlice = slice({
  /** Submissions waiting in all before new ones get 429. */
  QUEUE_DEPTH_LIMIT: count(10_000, 'how many submissions may wait'),
  /** Submissions one user may have waiting. */
  QUEUE_DEPTH_PER_USER: count(1_000, 'how many submissions of one user may wait'),
});
export type JudgeQueueSettings = SettingsOf<typeof judgeQueueSlice>;

/** Running them. */
export const judgingSlice = slice({
  SANDBOX: choice(['auto', 'docker', 'bubblewrap'], 'auto'),
  DOCKER_SOCKET: {
    form: z.string().startsWith('/').default('/var/run/docker.sock'),
    expects: "give the path of the engine's socket, or unset it for /var/run/docker.sock",
  },
  /** The image that Docker boxes are made of; unset: `all` where it is there, else `core`. */
  LANGUAGES_IMAGE: {
    form: z.enum(['all', 'core']).optional(),
    expects: 'give all or core, or unset it for all where it is there',
  },
  /** Judging slots; 0 means one per core. */
  WORKER_SLOTS: count(0, 'how many programs are judged at once (0: one per core)'),
  /**
   * CPU limits on hosts that are not equally fast. `auto`: a host that is more than 15 % slower than the fleet's reference
   * gives programs that much more CPU time, a faster one takes nothing away. A number: this worker's factor, measured or not.
   */
  CALIBRATION: {
    form: z.union([z.enum(['off', 'auto']), z.coerce.number().min(0.5).max(4)]).default('auto'),
    expects: 'give off, auto or a number from 0.5 to 4, or unset it for auto',
  },
  /** Compile slow headers ahead in the background of a first start (docs/sandbox.md). `off` saves that CPU time. */
  PRECOMPILED_HEADERS: choice(['auto', 'off'], 'auto'),
});
export type JudgingSettings = SettingsOf<typeof judgingSlice>;
