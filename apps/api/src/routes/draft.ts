import * as contract from '@docket/contracts/http/draft';
import { getDraft } from '@docket/domain/judge/draft/get';
import { listDrafts } from '@docket/domain/judge/draft/list';
import { saveDraft } from '@docket/domain/judge/draft/save';
import { requireUser } from '@docket/domain/spine/ctx';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

export function mountDraft(mount: Mount, { throttle }: { readonly throttle: Throttle }): void {
  mount(contract.listDrafts, ({ ctx, params }) => listDrafts(ctx, params));
  mount(contract.getDraft, ({ ctx, params }) => getDraft(ctx, params));
  mount(contract.saveDraft, async ({ ctx, params, body }) => {
    await throttle.draft(requireUser(ctx).userId);
    return saveDraft(ctx, { ...params, ...body });
  });
}
