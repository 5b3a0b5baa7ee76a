import { DocketError } from '@docket/contracts/errors';
import { problemStatuses, type ProblemStatus } from '@docket/contracts/http/problem';
import type { PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';

/** Which states follow which. A problem begins as a draft; what is not here cannot happen. */
export const TRANSITIONS = {
  /** Its programs are being tried. */
  DRAFT: ['CHECKED', 'ARCHIVED'],
  /** They were tried, and its setter decides. Back to a draft with other content. */
  CHECKED: ['DRAFT', 'PUBLISHED', 'ARCHIVED'],
  PUBLISHED: ['ARCHIVED'],
  /** Brought back it is hidden still, until it is published again. */
  ARCHIVED: ['DRAFT'],
} as const satisfies Record<ProblemStatus, readonly ProblemStatus[]>;

/** The states from which one comes to another. */
export function statesBefore(to: ProblemStatus): ProblemStatus[] {
  return problemStatuses.filter((from) => TRANSITIONS[from].some((next) => next === to));
}

const moveStatement = prepare(
  'problem_move',
  'UPDATE problems SET status = $2 WHERE id = $1 AND status = ANY ($3::text[]) RETURNING id',
);

/**
 * Moves a problem on.
 * @param only of the states that it may follow, those that are meant
 * @returns false where it was in none of them: nothing was written
 */
export async function move(
  client: PoolClient,
  problemId: string,
  to: ProblemStatus,
  only: readonly ProblemStatus[] = problemStatuses,
): Promise<boolean> {
  const from = statesBefore(to).filter((state) => only.includes(state));
  return (await moveStatement(client, [problemId, to, from])).length > 0;
}

const stateStatement = prepare(
  'problem_state',
  `SELECT p.slug, p.status, p.current_version, p.next_version, v.publish_when_checked, v.embargo_until,
          (SELECT count(*)::int FROM package_checks c
            WHERE c.problem_id = v.problem_id AND c.version = v.version AND c.status IS NULL)
          + (SELECT count(*)::int FROM setter_jobs j
              WHERE j.problem_id = v.problem_id AND j.version = v.version AND j.kind = 'data' AND j.status IN ('QUEUED', 'RUNNING')) AS open,
          (SELECT count(*)::int FROM problem_faults f WHERE f.problem_id = v.problem_id AND f.version = v.version) AS faults
     FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = coalesce(p.next_version, p.current_version)
    WHERE p.id = $1 FOR NO KEY UPDATE OF p`,
).rows<{ status: ProblemStatus; open: number; faults: number }>();

/** Where a problem stands, with what is open and wrong of its newest version. Locks the problem. */
export async function lockState(client: PoolClient, problemId: string) {
  const [state] = await stateStatement(client, [problemId]);
  if (state === undefined) throw new DocketError('problem_not_found', 'The problem was deleted.');
  return state;
}

const publishStatement = prepare(
  'problem_publish',
  `UPDATE problems p
      SET status = 'PUBLISHED', current_version = v.version, next_version = NULL,
          title = coalesce(v.title, p.title), difficulty = coalesce(v.difficulty, p.difficulty),
          tags = CASE WHEN v.title IS NULL THEN p.tags ELSE v.tags END,
          search_text = CASE WHEN v.title IS NULL THEN p.search_text ELSE $2 END
     FROM problem_versions v
    WHERE p.id = $1 AND v.problem_id = p.id AND v.version = coalesce(p.next_version, p.current_version)
      AND (v.embargo_until IS NULL OR v.embargo_until <= clock_timestamp())
      AND (p.status = ANY ($3::text[]) OR p.status = 'PUBLISHED' AND p.next_version IS NOT NULL) RETURNING p.id`,
);

const namesStatement = prepare(
  'problem_next_names',
  `SELECT p.slug, coalesce(v.title, p.title) AS title, CASE WHEN v.title IS NULL THEN p.tags ELSE v.tags END AS tags
     FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = coalesce(p.next_version, p.current_version)
    WHERE p.id = $1`,
).rows<{ slug: string; title: string; tags: string[] }>();

/** What a search looks in. */
export function searchTextOf(names: { slug: string; title: string; tags: readonly string[] }): string {
  return [names.title, names.slug.replaceAll('-', ' '), names.slug, ...names.tags].join(' ').toLowerCase();
}

/** Makes the newest version of a problem what everybody sees. @returns false where nothing was to be published, or too early, also by its own embargo */
export async function publishNewest(client: PoolClient, problemId: string): Promise<boolean> {
  const [names] = await namesStatement(client, [problemId]);
  if (names === undefined) return false;
  const rows = await publishStatement(client, [problemId, searchTextOf(names), statesBefore('PUBLISHED')]);
  return rows.length > 0;
}

/**
 * To be called when something may have been the last that was open of a problem's newest version: a draft then is checked, and is
 * published where its importer said so and nothing was wrong.
 * @returns whether it was published
 */
export async function settleChecks(client: PoolClient, problemId: string): Promise<boolean> {
  const state = await lockState(client, problemId);
  if (state.open > 0) return false;
  if (state.status === 'DRAFT') await move(client, problemId, 'CHECKED');
  return state.publish_when_checked && state.faults === 0 && (await publishNewest(client, problemId));
}
