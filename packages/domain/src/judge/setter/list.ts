import type { listSetterJobs as route } from '@docket/contracts/http/setter';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { programsBelow } from '@docket/problem-package/programs';
import { readSubmissions } from '@docket/problem-package/submissions';
import type { Ctx } from '../../spine/ctx.ts';
import { findOwnProblem } from '../problem/authority.ts';
import { jobsOf } from './jobs.ts';

const namesStatement = prepare(
  'problem_material_names',
  `SELECT f.path FROM problem_materials f JOIN problems p ON p.id = f.problem_id
    WHERE f.problem_id = $1 AND f.version = coalesce(p.next_version, p.current_version) ORDER BY f.path`,
);
const rulesStatement = prepare(
  'problem_material_text',
  `SELECT b.bytes FROM problem_materials f JOIN problems p ON p.id = f.problem_id JOIN blobs b ON b.hash = f.hash
    WHERE f.problem_id = $1 AND f.version = coalesce(p.next_version, p.current_version) AND f.path = $2`,
);

/** The latest jobs of a problem, and the programs of its newest version that jobs may name. @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found` */
export async function listSetterJobs(ctx: Ctx, input: { readonly slug: string }): Promise<RouteResponse<typeof route>> {
  const { id } = await findOwnProblem(ctx, input.slug);
  const names = (await namesStatement(ctx.db.pool, [id])).map(({ path }) => path);
  const nameless = names.map((path) => ({ path, content: '' }));
  const submissions = await readSubmissions({
    name: null,
    paths: names,
    // What a program is called by does not need what is in it.
    read: async (path) =>
      path === 'submissions/submissions.yaml'
        ? ((await rulesStatement(ctx.db.pool, [id, path]))[0]?.bytes ?? Buffer.alloc(0))
        : Buffer.alloc(0),
  }).catch(() => []);
  return {
    data: await jobsOf(ctx, id),
    generators: programsBelow(nameless, 'generators').map(({ path }) => path),
    validators: programsBelow(nameless, 'input_validators').map(({ path }) => path),
    solutions: submissions.map(({ path, expected }) => ({ path, expected })),
  };
}
