import * as contract from '@docket/contracts/http/problem';
import { changeProblem } from '@docket/domain/judge/problem/change-problem';
import { deleteProblem } from '@docket/domain/judge/package/delete-problem';
import { getProblem } from '@docket/domain/judge/problem/get-problem';
import { getProblemFile } from '@docket/domain/judge/problem/get-file';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { listProblems } from '@docket/domain/judge/problem/list-problems';
import { listSetProblems } from '@docket/domain/judge/problem/list-set-problems';
import { listTags } from '@docket/domain/judge/problem/list-tags';
import { reactions } from '@docket/domain/reactions';
import type { Mount } from '../http/mount.ts';

export function mountProblem(mount: Mount): void {
  mount(contract.listProblems, ({ ctx, query }) => listProblems(ctx, query));
  mount(contract.listTags, ({ ctx }) => listTags(ctx));
  mount(contract.importProblem, async ({ ctx, query, bytes }) => {
    const { unchanged: _, ...imported } = await importProblem(ctx, { source: { zip: bytes }, ...query });
    return imported;
  });
  mount(contract.getProblem, ({ ctx, params, query }) => getProblem(ctx, { ...params, ...query }));
  mount(contract.listSetProblems, ({ ctx, query }) => listSetProblems(ctx, query));
  mount(contract.changeProblem, ({ ctx, params, body }) => changeProblem(ctx, { ...params, ...body }));
  mount(contract.deleteProblem, async ({ ctx, params }) => {
    await deleteProblem(ctx, params, reactions);
    return undefined;
  });
  mount(contract.getProblemFile, async ({ ctx, params }) => {
    const { bytes, mediaType, inline } = await getProblemFile(ctx, params);
    return {
      type: mediaType,
      body: Buffer.from(bytes),
      etag: params.hash,
      name: params.name,
      inline,
      readerOnly: true,
    };
  });
}
