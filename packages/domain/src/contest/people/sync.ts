import { prepare } from '@docket/db/statement';
import type { ContestFact, Participant } from '@docket/contest/log';
import type { Tx } from '../../spine/emit.ts';
import { settingsFact, tellLog } from '../facts.ts';
import { durationMs, type ContestRow } from '../rows.ts';

// Extra time of the roster is a share of what everybody has, so it follows when that is another. A team has one clock: whoever joins it late has the
// window of the member that began first.
const membersStatement = prepare(
  'contest_members_sync',
  `INSERT INTO judge_scope_members AS o (scope_id, user_id, participant_id, extra_ms, virtual, barred, from_at, until_at, paused_before_ms)
   SELECT p.contest_id, m.user_id, p.id, round($3::float8 * p.extra_percent / 100)::bigint + p.extension_ms, p.kind = 'virtual', p.status = 'disqualified',
          w.from_at, w.until_at, coalesce(w.paused_before_ms, 0)
     FROM contest_participants p JOIN contest_members m ON m.participant_id = p.id
     LEFT JOIN LATERAL (SELECT f.from_at, f.until_at, f.paused_before_ms FROM judge_scope_members f
                         WHERE f.scope_id = p.contest_id AND f.participant_id = p.id AND f.from_at IS NOT NULL ORDER BY f.from_at, f.user_id LIMIT 1) w ON true
    WHERE p.contest_id = $1 AND ($2::uuid[] IS NULL OR p.id = ANY ($2)) AND p.status IN ('registered', 'disqualified')
    ORDER BY m.user_id
   ON CONFLICT (scope_id, user_id) DO UPDATE SET participant_id = excluded.participant_id, extra_ms = excluded.extra_ms, barred = excluded.barred,
     from_at = excluded.from_at, until_at = excluded.until_at, paused_before_ms = excluded.paused_before_ms`,
);
const goneStatement = prepare(
  'contest_members_gone',
  `DELETE FROM judge_scope_members o WHERE o.scope_id = $1 AND ($2::uuid[] IS NULL OR o.participant_id = ANY ($2))
      AND NOT EXISTS (SELECT FROM contest_members m JOIN contest_participants p ON p.id = m.participant_id
                       WHERE m.contest_id = o.scope_id AND m.user_id = o.user_id AND p.status IN ('registered', 'disqualified'))`,
);
const factsStatement = prepare(
  'contest_participant_facts',
  `SELECT p.id, p.kind, p.official, p.rated, p.hidden, p.status, p.extra_percent, p.extension_ms, w.from_at, w.paused_before_ms
     FROM contest_participants p
     LEFT JOIN LATERAL (SELECT m.from_at, m.paused_before_ms FROM judge_scope_members m WHERE m.scope_id = p.contest_id AND m.participant_id = p.id LIMIT 1) w ON true
    WHERE p.contest_id = $1 AND ($2::uuid[] IS NULL OR p.id = ANY ($2)) AND p.status IN ('registered', 'disqualified')
    ORDER BY p.created_at, p.id`,
).rows<{
  id: string;
  kind: 'individual' | 'team' | 'virtual';
  official: boolean;
  rated: boolean;
  hidden: boolean;
  extra_percent: number;
}>();

/**
 * Brings the members of the scope, and the participants in its log, up to date with who takes part: all, or some.
 * The caller has locked the scope.
 */
export async function syncMembers(
  tx: Tx,
  row: ContestRow,
  participantIds: readonly string[] | null = null,
): Promise<void> {
  const duration = durationMs(row);
  await goneStatement(tx.client, [row.id, participantIds]);
  await membersStatement(tx.client, [row.id, participantIds, duration]);
  const rows = await factsStatement(tx.client, [row.id, participantIds]);
  await tellLog(
    tx,
    row.id,
    rows.flatMap((each): ContestFact[] => {
      const startsAt = each.from_at?.getTime() ?? null;
      const participant: Participant = {
        id: each.id,
        // The log is for ever, and names are people's: they are kept beside it.
        name: '',
        kind: each.kind,
        startsAt,
        endsAt: startsAt === null ? null : startsAt + duration,
        extraTime: Math.round((duration * each.extra_percent) / 100),
        hidden: each.hidden,
        disqualified: each.status === 'disqualified',
        official: each.official,
        rated: each.rated && row.rated,
        group: null,
      };
      const extra = Number(each.extension_ms);
      const facts: ContestFact[] = [{ kind: 'participant', participant }];
      // 0 is said where somebody is named, who may have had some before.
      if (extra > 0 || participantIds !== null) facts.push({ kind: 'extension', participant: each.id, extra });
      return facts;
    }),
  );
}

/**
 * Tells the log what of a change places depend on, and nothing where it is none: each telling has everybody who watches read the board again.
 * Everybody's share of extra time follows when the duration is another. The caller has locked the scope.
 */
export async function followSettings(tx: Tx, before: ContestRow, now: ContestRow): Promise<void> {
  const fact = settingsFact(now);
  if (JSON.stringify(fact) !== JSON.stringify(settingsFact(before))) await tellLog(tx, now.id, [fact]);
  if (durationMs(before) !== durationMs(now) || before.rated !== now.rated) await syncMembers(tx, now);
}
