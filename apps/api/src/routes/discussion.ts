import * as contract from '@docket/contracts/http/discussion';
import { changePost, deletePost } from '@docket/domain/practice/discussion/change';
import { getThread } from '@docket/domain/practice/discussion/get';
import { listThreads } from '@docket/domain/practice/discussion/list';
import { listReports, moderatePost } from '@docket/domain/practice/discussion/moderate';
import { reportPost } from '@docket/domain/practice/discussion/report';
import { createThread, replyTo } from '@docket/domain/practice/discussion/write';
import { requireUser } from '@docket/domain/spine/ctx';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

export function mountDiscussion(mount: Mount, { throttle }: { readonly throttle: Throttle }): void {
  mount(contract.listThreads, ({ ctx, params, query }) => listThreads(ctx, { ...params, ...query }));
  mount(contract.createThread, async ({ ctx, params, body }) => {
    await throttle.post(requireUser(ctx).userId);
    return createThread(ctx, { ...params, ...body });
  });
  mount(contract.listReports, ({ ctx, query }) => listReports(ctx, query));
  mount(contract.getThread, ({ ctx, params, query }) => getThread(ctx, { ...params, ...query }));
  mount(contract.replyTo, async ({ ctx, params, body }) => {
    await throttle.post(requireUser(ctx).userId);
    return replyTo(ctx, { ...params, ...body });
  });
  mount(contract.changePost, async ({ ctx, params, body }) => {
    await throttle.post(requireUser(ctx).userId);
    return changePost(ctx, { ...params, ...body });
  });
  mount(contract.deletePost, async ({ ctx, params }) => {
    await deletePost(ctx, params);
    return undefined;
  });
  mount(contract.reportPost, async ({ ctx, params, body }) => {
    await throttle.post(requireUser(ctx).userId);
    await reportPost(ctx, { ...params, ...body });
    return undefined;
  });
  mount(contract.moderatePost, ({ ctx, params, body }) => moderatePost(ctx, { ...params, ...body }));
}
