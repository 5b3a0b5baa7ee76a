import { UnrecoverableError } from 'bullmq';
import type { JobName } from '@docket/contracts/jobs/registry';
import { isAway } from '@docket/db/away';
import { killMessages, noteCrashes, noteFailed, type Dispatch } from '@docket/db/outbox-ends';
import type { Pool } from '@docket/db/pool';
import type { Logger } from '@docket/runtime/logger';
import type { Patience } from './patience.ts';
import { reasonOf } from './reason.ts';

/** A run of a known job. `atDeath` tells those concerned that nothing comes of it any more. */
export type Run = {
  readonly dispatch: Dispatch | undefined;
  readonly name: JobName;
  readonly atDeath: (() => Promise<void>) | null;
};

export type Endings = {
  /** A run ended in an error: the job backs off, or is dead. Never throws. @returns what BullMQ is to be told: it does not try again by itself */
  failed(run: Run, error: unknown): Promise<UnrecoverableError>;
  /** A job that nobody can do. Likewise. */
  hopeless(dispatch: Dispatch | undefined, name: string, reason: string): Promise<UnrecoverableError>;
  /** Its worker went silent so many times. @returns likewise when it was once too often; undefined: on with it */
  crashed(run: Run, crashes: number): Promise<UnrecoverableError | undefined>;
};

/** How the runs of jobs end that do not end well: the outbox row counts, and decides when there is another. */
export function createEndings(options: {
  readonly pool: Pool;
  readonly log: Logger;
  readonly patience: Patience;
  /** Told of each dead job, for the metrics. */
  readonly onDead: (name: string) => void;
}): Endings {
  const { pool, log, patience, onDead } = options;

  async function bury(dispatch: Dispatch, name: string, reason: string): Promise<void> {
    const killed = await killMessages(pool, [{ id: dispatch.id, reason }]);
    if (killed.length === 0) return;
    onDead(name);
    log.error({ outboxId: dispatch.id, job: name, reason }, 'a message is dead');
  }

  /** First those concerned, then the row: whoever dies in between leaves the job to another, who does both. */
  async function die({ dispatch, name, atDeath }: Run, reason: string): Promise<void> {
    if (dispatch === undefined) return;
    let untold = '';
    try {
      await atDeath?.();
    } catch (error) {
      // Nor would the row be written now. The job is tried once more, and this with it.
      if (isAway(error)) throw error;
      untold = `; nor could its end be told: ${reasonOf(error)}`;
      log.error({ err: error, outboxId: dispatch.id, job: name }, 'the end of a dead job could not be told');
    }
    await bury(dispatch, name, `${reason}${untold}`);
  }

  async function noted(dispatch: Dispatch | undefined, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // The reaper will find the job failed in Redis and note it.
      log.warn({ err: error, outboxId: dispatch?.id }, 'the end of a job’s run could not be noted');
    }
  }

  return {
    async failed(run, error) {
      const { dispatch, name } = run;
      const reason = reasonOf(error);
      await noted(dispatch, async () => {
        const note =
          dispatch === undefined ? undefined : await noteFailed(pool, dispatch, reason, patience, !isAway(error));
        const { failures, nextAt } = note ?? {};
        log.error({ err: error, outboxId: dispatch?.id, job: name, failures, nextAt }, 'a job failed');
        if (!isAway(error) && failures !== undefined && failures >= patience.attempts(name))
          await die(run, `failed ${failures} times: ${reason}`);
      });
      return new UnrecoverableError(reason);
    },
    async hopeless(dispatch, name, reason) {
      await noted(dispatch, async () => {
        if (dispatch !== undefined) await bury(dispatch, name, reason);
      });
      return new UnrecoverableError(reason);
    },
    async crashed(run, crashes) {
      const { dispatch } = run;
      if (dispatch === undefined) return undefined;
      let all = crashes;
      await noted(dispatch, async () => {
        all = await noteCrashes(pool, dispatch.id, crashes);
      });
      if (all < patience.crashes) return undefined;
      const reason = `its worker went silent ${all} times in the middle of it`;
      await noted(dispatch, () => die(run, reason));
      return new UnrecoverableError(reason);
    },
  };
}
