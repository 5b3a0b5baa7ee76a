import type { Ctx } from '../../spine/ctx.ts';
import { problemCache } from './get-problem.ts';
import { problemListCache } from './list-problems.ts';
import { tagsCache } from './list-tags.ts';

/** What this process remembers of problems; others forget it within two seconds. */
export function forgetProblems({ db }: Pick<Ctx, 'db'>): void {
  problemCache(db).clear();
  problemListCache(db).clear();
  tagsCache(db).clear();
}
