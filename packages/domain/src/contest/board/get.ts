import { DocketError } from '@docket/contracts/errors';
import { firstSolve, type BoardView } from '@docket/contracts/contest/board';
import { juryChannel, scoreboardChannel } from '@docket/contracts/events/contest';
import type { ContestBoard } from '@docket/contracts/http/contest';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { boardCache } from '../forget.ts';
import { findContest, seesProblems, type ContestRow } from '../rows.ts';
import { boardProblems } from './board-problems.ts';
import { getGhostBoard } from './ghost.ts';
import type { KeptView } from './keeper.ts';
import { keptRow, namesOf, told } from './rows.ts';

const boardStatement = prepare(
  'contest_board',
  `SELECT CASE $2 WHEN 'jury' THEN b.jury_version ELSE b.public_version END AS version,
          CASE $2 WHEN 'jury' THEN b.jury_facts ELSE b.public_facts END AS facts,
          (SELECT coalesce(jsonb_agg(r.row), '[]'::jsonb) FROM contest_board_rows r WHERE r.contest_id = b.contest_id AND r.view = $2) AS rows
     FROM contest_boards b WHERE b.contest_id = $1`,
).rows<{ version: number }>();

const facts = z.object({ firsts: z.array(firstSolve).default([]), frozenFrom: z.number().nullable().default(null) });

/**
 * A board, whole; the same object to all who may see the same.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, and for the ghost board `contest_not_participant`, `contest_window_not_begun`
 */
export async function getContestBoard(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  input: {
    readonly id: string;
    readonly view: BoardView;
    readonly since?: number | undefined;
    readonly version?: number | undefined;
  },
): Promise<ContestBoard> {
  const row = await findContest(ctx, input.id);
  switch (input.view) {
    case 'jury':
      if (row.standing !== 'staff')
        throw new DocketError('contest_not_jury', 'You are not in the jury of this contest.');
      return load(ctx, row, 'jury');
    case 'public':
      if (!row.closed) return load(ctx, row, 'public');
      return row.standing === 'staff' ? load(ctx, row, 'jury') : ownOnly(ctx, await load(ctx, row, 'public'));
    case 'ghost':
      return getGhostBoard(
        ctx,
        row,
        input.since === undefined || input.version === undefined
          ? undefined
          : { since: input.since, version: input.version },
      );
    default:
      return input.view satisfies never;
  }
}

const ownStatement = prepare(
  'contest_own_participant',
  'SELECT p.id, p.kind FROM contest_members m JOIN contest_participants p ON p.id = m.participant_id WHERE m.contest_id = $1 AND m.user_id = $2',
).rows<{ kind: 'individual' | 'team' | 'virtual' }>();

/** As what the caller takes part in a contest. */
export async function ownParticipant({ db, actor }: Pick<Ctx, 'db' | 'actor'>, contestId: string) {
  const [own] = await ownStatement(db.pool, [contestId, actor.kind === 'user' ? actor.userId : null]);
  return own;
}

/** The board of a closed contest as somebody sees it who takes part: themselves, without a place. */
async function ownOnly(ctx: Pick<Ctx, 'db' | 'actor'>, board: ContestBoard): Promise<ContestBoard> {
  const own = await ownParticipant(ctx, board.contestId);
  const rows = board.rows
    .filter(({ participant }) => participant === own?.id)
    .map((row) => (row.standing === 'ranked' ? { ...row, standing: 'unofficial' as const } : row));
  return { ...board, rows, firsts: [], channel: null };
}

async function load(ctx: Pick<Ctx, 'db' | 'clock'>, contest: ContestRow, view: KeptView): Promise<ContestBoard> {
  const problems = await boardProblems(ctx, contest);
  const titled = problems.length === 0 ? 'empty' : seesProblems(contest.standing) ? 'titled' : 'untitled';
  return boardCache(ctx.db).get(`${contest.id} ${view} ${titled}`, async () => {
    const [row] = await boardStatement(ctx.db.pool, [contest.id, view]);
    const names = await namesOf(ctx.db.pool, contest.id);
    const { firsts, frozenFrom } = facts.parse(row?.facts ?? {});
    return {
      contestId: contest.id,
      view,
      version: row?.version ?? 0,
      problems,
      rows: z
        .array(keptRow)
        .parse(row?.rows ?? [])
        .flatMap((each) => told(titled === 'empty' ? { ...each, cells: [] } : each, names) ?? []),
      firsts,
      frozenFrom,
      until: null,
      since: null,
      channel: view === 'jury' ? juryChannel(contest.jury_key) : scoreboardChannel(contest.id),
    };
  });
}
