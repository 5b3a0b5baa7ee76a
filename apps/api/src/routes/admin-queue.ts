import * as contract from '@docket/contracts/http/admin-queue';
import { chooseReference } from '@docket/domain/judge/calibration/reference';
import { controlQueue } from '@docket/domain/judge/queue/control';
import { getQueueState } from '@docket/domain/judge/queue/state';
import { listWorkers } from '@docket/domain/judge/queue/workers';
import type { Mount } from '../http/mount.ts';

export function mountAdminQueue(mount: Mount): void {
  mount(contract.getQueue, ({ ctx }) => getQueueState(ctx));
  mount(contract.pauseQueue, ({ ctx, body }) => controlQueue(ctx, { turn: 'pause', reason: body.reason }));
  mount(contract.drainQueue, ({ ctx, body }) => controlQueue(ctx, { turn: 'drain', reason: body.reason }));
  mount(contract.resumeQueue, ({ ctx }) => controlQueue(ctx, { turn: 'resume' }));
  mount(contract.listWorkers, ({ ctx }) => listWorkers(ctx));
  mount(contract.chooseReference, ({ ctx, body }) => chooseReference(ctx, body));
}
