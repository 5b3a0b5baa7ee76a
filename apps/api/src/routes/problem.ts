import * as contract from '@docket/contracts/http/problem';
import { getProblem } from '@docket/domain/judge/problem/get-problem';
import { getProblemFile } from '@docket/domain/judge/problem/get-file';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { listProblems } from '@docket/domain/judge/problem/list-problems';
import { listTags } from '@docket/domain/judge/problem/list-tags';
import type { Mount } from '../http/mount.ts';

export function mountProblem(mount: Mount): void {
  mount(contract.listProblems, ({ ctx, query }) => listProblems(ctx, query));
  mount(contract.listTags, ({ ctx }) => listTags(ctx));
  mount(contract.importProblem, async ({ ctx, query, bytes }) => {
    const { problemId, slug, version, tests, warnings } = await importProblem(ctx, {
      source: { zip: bytes },
      slug: query.slug,
    });
    return { problemId, slug, version, tests, warnings };
  });
  mount(contract.getProblem, ({ ctx, params, query }) => getProblem(ctx, { ...params, ...query }));
  mount(contract.getProblemFile, ({ ctx, params }) => getProblemFile(ctx, params));
}
