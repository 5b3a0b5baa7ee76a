import type { CcsClarification } from '@docket/contracts/ccs/clarification';
import { spanOf } from '@docket/contracts/ccs/common';
import { listStatement, type ClarificationRow } from '../../contest/desk/rows.ts';
import { answerId } from '../ids.ts';
import type { CcsSource } from '../source.ts';

/** Of one contest at most; nobody has asked so much. */
const MOST = 20_000;

/**
 * Questions and answers in the order in which they came: for the jury all, for a team its own, answers to everybody and announcements. Answers to
 * others' questions hold the question, which is no object of theirs; who had asked is not told.
 */
export async function clarificationsOf(source: CcsSource): Promise<CcsClarification[]> {
  const { ctx, contest, view, userId } = source;
  if (view.kind === 'public' || userId === null) return [];
  const team = view.kind === 'team' ? view.team : null;
  const rows = await listStatement(ctx.db.pool, [
    contest.id,
    userId,
    team,
    source.readsOfProblems,
    null,
    null,
    null,
    MOST,
  ]);
  return rows.toReversed().flatMap((row) => toClarifications(row, source, team));
}

function toClarifications(row: ClarificationRow, { contest }: CcsSource, team: string | null): CcsClarification[] {
  const at = (moment: Date) => ({
    time: moment.toISOString(),
    contest_time: spanOf(moment.getTime() - contest.open_at.getTime()),
  });
  const found: CcsClarification[] = [];
  const asked = row.kind === 'question' && (team === null || row.participant_id === team);
  if (asked)
    found.push({
      id: row.id,
      from_team_id: row.participant_id,
      to_team_id: null,
      reply_to_id: null,
      problem_id: row.label,
      text: row.question ?? '',
      ...at(row.asked_at),
    });
  if (row.answered_at !== null)
    found.push({
      id: row.kind === 'question' ? answerId(row.id) : row.id,
      from_team_id: null,
      to_team_id: row.audience === 'asker' ? row.participant_id : null,
      reply_to_id: asked ? row.id : null,
      problem_id: row.label,
      text:
        row.kind === 'question' && !asked ? `${quoted(row.question ?? '')}\n\n${row.answer ?? ''}` : (row.answer ?? ''),
      ...at(row.answered_at),
    });
  return found;
}

function quoted(text: string): string {
  return text.replaceAll(/^/gm, '> ');
}
