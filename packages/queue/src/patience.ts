import { jobs, type JobName } from '@docket/contracts/jobs/registry';
import type { BackOff } from '@docket/db/outbox-ends';

/** How long a message that makes trouble is borne with. */
export type Patience = BackOff & {
  /** Runs of a job that end in an error until it is dead. */
  readonly attempts: (name: JobName) => number;
  /** Workers that go silent in the middle of a job until it is dead. Most are innocent of it: a killed process, a machine that hangs. */
  readonly crashes: number;
  /** Refusals of a row by a Redis that is well, until it is dead. Events behind it on its channel wait that long. */
  readonly refusals: number;
  /** A job of a name that no version here knows is dead after this long: time to finish a deploy, or to take one back. */
  readonly unknownSeconds: number;
};

export const PATIENCE: Patience = {
  firstSeconds: 1,
  capSeconds: 300,
  attempts: (name) => jobs[name].attempts,
  crashes: 20,
  refusals: 8,
  unknownSeconds: 24 * 3_600,
};
