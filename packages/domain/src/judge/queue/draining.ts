import { DocketError } from '@docket/contracts/errors';

/** For work that comes while the queue is being drained. */
export function draining(): DocketError {
  return new DocketError('queue_draining', 'The judge is taking in nothing new at the moment; try again in a minute.', {
    retryAfter: 60,
  });
}
