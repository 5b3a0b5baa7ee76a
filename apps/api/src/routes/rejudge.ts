import * as contract from '@docket/contracts/http/rejudge';
import { applyRejudge, dropRejudge } from '@docket/domain/judge/rejudge/close';
import { createRejudge } from '@docket/domain/judge/rejudge/create';
import { getRejudge, listRejudges } from '@docket/domain/judge/rejudge/get';
import { reactions } from '@docket/domain/reactions';
import type { Mount } from '../http/mount.ts';

export function mountRejudge(mount: Mount): void {
  mount(
    contract.createRejudge,
    ({ ctx, body, idempotencyKey, onReplay }) => createRejudge(ctx, { ...body, idempotencyKey, onReplay }),
    { key: 'verb' },
  );
  mount(contract.listRejudges, ({ ctx, query }) => listRejudges(ctx, query));
  mount(contract.getRejudge, ({ ctx, params }) => getRejudge(ctx, params));
  mount(contract.applyRejudge, ({ ctx, params }) => applyRejudge(ctx, params, reactions));
  mount(contract.dropRejudge, async ({ ctx, params }) => {
    await dropRejudge(ctx, params, reactions);
    return undefined;
  });
}
