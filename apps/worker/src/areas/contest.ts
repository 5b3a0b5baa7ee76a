import { moveBoard } from '@docket/domain/contest/board/move';
import { foldRatings } from '@docket/domain/contest/rating/fold';
import { writeStatistics } from '@docket/domain/contest/board/statistics';
import { giveUpComparison, runComparison } from '@docket/domain/contest/similarity/run';
import { sweepContests } from '@docket/domain/contest/sweep';
import { DONE } from '@docket/queue/consumer';
import { startPeriodic } from '@docket/queue/periodic';
import type { Area, Platform } from '../platform.ts';

/** Contests whose boards are moved on at a time. One contest is one at a time anyway, by the lock of its board. */
const CONCURRENCY = 4;
/** A board is told of so often at most: what comes in between goes out together. */
const PACE_MS = 50;
const STATISTICS_MS = 2_000;
const SWEEP_MS = 2_000;

/** Keeps two turns of the same subject apart. A subject is forgotten when its pause is over. */
function createPace(pauseMs: number): (subject: string) => Promise<void> {
  const next = new Map<string, number>();
  return async (subject) => {
    const now = Date.now();
    const at = Math.max(now, next.get(subject) ?? 0);
    next.set(subject, at + pauseMs);
    if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now));
    setTimeout(() => {
      if (next.get(subject) === at + pauseMs) next.delete(subject);
    }, pauseMs).unref();
  };
}

/** Contests: boards follow their logs, statistics follow the boards, ratings follow contests that are final, and what nobody was woken for is found. */
export function startContests(platform: Platform): Promise<Area> {
  const { log, lifecycle, workerId, ctxFor } = platform;
  const ctx = ctxFor(workerId);
  const pace = createPace(PACE_MS);
  const statistics = startPeriodic('statistics of contests', STATISTICS_MS, log, () => writeStatistics(ctx));
  lifecycle.onStop('statistics of contests', statistics.stop);
  const sweeper = startPeriodic('contests', SWEEP_MS, log, () => sweepContests(ctx));
  lifecycle.onStop('contests', sweeper.stop);
  return Promise.resolve({
    serve: {
      contest: {
        handlers: {
          async 'scope.moved'({ scopeId }) {
            await pace(scopeId);
            await moveBoard(ctx, { contestId: scopeId });
            return DONE;
          },
          async 'ratings.stale'() {
            await foldRatings(ctx);
            return DONE;
          },
          async 'similarity.compare'(payload) {
            await runComparison(ctx, payload);
            return DONE;
          },
        },
        // The sweep looks after every board that is behind its log, and after ratings that are stale.
        whenDead: {
          'scope.moved': null,
          'ratings.stale': null,
          'similarity.compare': (payload) => giveUpComparison(ctx, payload),
        },
        concurrency: CONCURRENCY,
      },
    },
    checks: [],
    describe: {},
  });
}
