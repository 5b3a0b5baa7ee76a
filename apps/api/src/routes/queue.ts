import * as contract from '@docket/contracts/http/queue';
import { chooseReference } from '@docket/domain/judge/calibration/reference';
import { controlQueue } from '@docket/domain/judge/queue/control';
import { getQueueHistory } from '@docket/domain/judge/queue/samples';
import { getQueueState } from '@docket/domain/judge/queue/state';
import { listWorkers } from '@docket/domain/judge/queue/workers';
import type { ApiSettings } from '@docket/runtime/settings/services';
import { mountBoardSession } from '../board/queue-board.ts';
import type { Mount } from '../http/mount.ts';

type Needs = { readonly config: Pick<ApiSettings, 'QUEUE_BOARD_SECRET'> };

export function mountQueue(mount: Mount, { config }: Needs): void {
  mount(contract.getQueue, ({ ctx }) => getQueueState(ctx));
  mount(contract.pauseQueue, ({ ctx, body }) => controlQueue(ctx, { turn: 'pause', reason: body.reason }));
  mount(contract.drainQueue, ({ ctx, body }) => controlQueue(ctx, { turn: 'drain', reason: body.reason }));
  mount(contract.resumeQueue, ({ ctx }) => controlQueue(ctx, { turn: 'resume' }));
  mount(contract.getQueueHistory, ({ ctx, query }) => getQueueHistory(ctx, query));
  mount(contract.listWorkers, ({ ctx }) => listWorkers(ctx));
  mount(contract.chooseReference, ({ ctx, body }) => chooseReference(ctx, body));
  mountBoardSession(mount, config);
}
