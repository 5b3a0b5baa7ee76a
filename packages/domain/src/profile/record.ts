import type { getProfileRecord as route } from '@docket/contracts/http/profile';
import type { Difficulty } from '@docket/contracts/http/problem';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { TELLS_TAGS } from '../judge/problem/visible.ts';
import { contestFigures } from '../contest/people/of-user.ts';
import type { Ctx } from '../spine/ctx.ts';
import { badgesOf, longestStreak } from './badges.ts';
import { findProfile } from './get-profile.ts';
import { seesPart } from './profile.ts';

const TAGS = 30;
const RECENT = 10;

// Of problems that are not published not even a tag is told, nor of those that a contest has; what was handed in to a contest whose results are not told is in no row of user_problems.
const solvedStatement = prepare(
  'profile_solved',
  `SELECT (SELECT coalesce(json_agg(json_build_object('tag', t.tag, 'solved', t.solved) ORDER BY t.solved DESC, t.tag), '[]')
             FROM (SELECT w.tag, count(*)::int AS solved FROM user_problems x JOIN problems p ON p.id = x.problem_id AND p.status = 'PUBLISHED' AND ${TELLS_TAGS}, unnest(p.tags) AS w(tag)
                    WHERE x.user_id = $1 AND x.state = 'solved' GROUP BY w.tag) t) AS tags,
          (SELECT coalesce(json_agg(json_build_object('language', l.language, 'solved', l.solved) ORDER BY l.solved DESC, l.language), '[]')
             FROM (SELECT s.language, count(DISTINCT s.problem_id)::int AS solved FROM submissions s LEFT JOIN judge_scopes o ON o.id = s.scope_id
                    WHERE s.user_id = $1 AND s.status = 'AC' AND (s.scope_id IS NULL OR o.told_at IS NOT NULL) GROUP BY s.language) l) AS languages`,
).rows<{ tags: { tag: string; solved: number }[]; languages: { language: string; solved: number }[] }>();
const recentStatement = prepare(
  'profile_recent',
  `SELECT p.slug, p.title, p.difficulty, x.solved_at FROM user_problems x JOIN problems p ON p.id = x.problem_id
    WHERE x.user_id = $1 AND x.state = 'solved' AND x.solved_at IS NOT NULL AND p.status = 'PUBLISHED' ORDER BY x.solved_at DESC, p.id LIMIT $2`,
).rows<{ difficulty: Difficulty; solved_at: Date }>();

/** What somebody has done, as far as the caller may see it. @throws DocketError `user_not_found` */
export async function getProfileRecord(
  ctx: Ctx,
  input: { readonly username: string },
): Promise<RouteResponse<typeof route>> {
  const profile = await findProfile(ctx, input.username);
  const [[solved], recent, contests] = await Promise.all([
    solvedStatement(ctx.db.pool, [profile.id]),
    recentStatement(ctx.db.pool, [profile.id, RECENT]),
    contestFigures(ctx, profile.id),
  ]);
  const { tags, languages } = solved ?? { tags: [], languages: [] };
  const own = ctx.actor.kind === 'user' && ctx.actor.userId === profile.id;
  const sees = (part: Parameters<typeof seesPart>[2]) => seesPart(ctx, profile, part);
  const facts = {
    solved: { easy: profile.easy, medium: profile.medium, hard: profile.hard },
    languages: languages.length,
    tags: tags.length,
    streak: longestStreak(profile.activity.map(({ day }) => day)),
    contests: contests.contests,
    // It tells of contests that are in no other list of theirs.
    bestPlace: sees('contests') ? contests.bestPlace : null,
    highestRating: contests.rating?.highest ?? null,
  };
  return {
    tags: sees('solved') ? tags.slice(0, TAGS) : null,
    languages: sees('solved') ? languages : null,
    // It says what was solved, and when.
    recent:
      sees('activity') && sees('solved')
        ? recent.map(({ solved_at: at, ...problem }) => ({ ...problem, solvedAt: at.toISOString() }))
        : null,
    rating: sees('rating') ? contests.rating : null,
    badges: badgesOf(facts, sees, own),
  };
}
