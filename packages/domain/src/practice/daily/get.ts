import type { getDaily as route } from '@docket/contracts/http/practice';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { LISTED } from '../../judge/problem/visible.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { SUMMARY, summaryOf, type PracticeRow } from '../summary.ts';
import { streakOf } from './streak.ts';

const DAY_MS = 86_400_000;
/** Streaks are counted over so many days, and those are told one by one. */
const COUNTED = 400;
const TOLD = 14;

const todayStatement = prepare(
  'practice_day',
  `SELECT ${SUMMARY} FROM practice_days d JOIN problems p ON p.id = d.problem_id AND ${LISTED}
     LEFT JOIN user_problems u ON u.problem_id = p.id AND u.user_id = $2 WHERE d.day = $1::date`,
).rows<PracticeRow>();
// By the date alone, from what was there when the day began and was not there lately, as far as there is such; whoever asks second chooses the same.
const chooseStatement = prepare(
  'practice_day_choose',
  `INSERT INTO practice_days AS d (day, problem_id)
   SELECT $1::date, p.id FROM problems p WHERE ${LISTED} AND p.id NOT IN (SELECT contested_problems())
    ORDER BY p.created_at >= ($1::date)::timestamp AT TIME ZONE 'UTC',
             EXISTS (SELECT FROM practice_days o WHERE o.problem_id = p.id AND o.day > $1::date - 30), md5($1::date || p.id::text) LIMIT 1
   ON CONFLICT (day) DO UPDATE SET problem_id = excluded.problem_id
    WHERE NOT EXISTS (SELECT FROM problems p WHERE p.id = d.problem_id AND ${LISTED})`,
);
const daysStatement = prepare(
  'practice_days_of_user',
  `SELECT d.day::text AS day, p.slug, p.title, ${LISTED} AS listed,
          EXISTS (SELECT FROM submissions s WHERE s.user_id = $1 AND s.problem_id = d.problem_id AND s.status = 'AC' AND scope_told(s.scope_id)
                     AND s.submitted_at >= d.day::timestamp AT TIME ZONE 'UTC' AND s.submitted_at < (d.day + 1)::timestamp AT TIME ZONE 'UTC') AS solved
     FROM practice_days d JOIN problems p ON p.id = d.problem_id
    WHERE d.day <= $2::date AND d.day > $2::date - ${COUNTED} ORDER BY d.day DESC`,
).rows<{ day: string; listed: boolean; solved: boolean }>();

/** The problem of the day by the date in UTC, the same for everybody, with the caller's days in a row. The first who asks on a day chooses it. */
export async function getDaily(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>): Promise<RouteResponse<typeof route>> {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const day = ctx.clock.now().toISOString().slice(0, 10);
  let [row] = await todayStatement(ctx.db.pool, [day, userId]);
  if (row === undefined) {
    await chooseStatement(ctx.db.pool, [day]);
    [row] = await todayStatement(ctx.db.pool, [day, userId]);
  }
  return {
    day,
    endsAt: new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString(),
    problem: row === undefined ? null : summaryOf(row, userId),
    mine: userId === null ? null : await mineOf(ctx, userId, day),
  };
}

async function mineOf({ db }: Pick<Ctx, 'db'>, userId: string, today: string) {
  const days = await daysStatement(db.pool, [userId, today]);
  return {
    solved: days.some(({ day, solved }) => day === today && solved),
    ...streakOf(days, today),
    days: days
      .filter(({ listed }) => listed)
      .slice(0, TOLD)
      .map(({ day, slug, title, solved }) => ({ day, slug, title, solved })),
  };
}
