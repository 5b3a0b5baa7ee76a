import type { Participation } from '@docket/contracts/http/contest';
import { prepare } from '@docket/db/statement';
import type { Pool } from '@docket/db/pool';
import type { PoolClient } from '@docket/db/client';

type Members = Participation['members'];

/** A participant with the window and the accounts of one of its members. */
export const PARTICIPANT_COLUMNS = `p.id, p.name, p.kind, p.status, p.official, p.rated, p.institution, p.room, p.seat, p.code, p.hidden, p.extra_percent, p.extension_ms,
  p.created_at, w.opens, w.closes, w.extra_ms,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', u.id, 'username', u.username) ORDER BY m.joined_at, u.id), '[]'::jsonb)
     FROM contest_members m JOIN users u ON u.id = m.user_id WHERE m.participant_id = p.id) AS members`;

/** Members of a team share a window, so the one of any of them is the participant's. */
export const PARTICIPANT_FROM = `contest_participants p JOIN judge_scopes s ON s.id = p.contest_id
  LEFT JOIN LATERAL (SELECT o.opens, o.closes, m.extra_ms FROM judge_scope_members m, scope_window(s, m) o
                      WHERE m.scope_id = p.contest_id AND m.participant_id = p.id LIMIT 1) w ON true`;

export type ParticipantWords = {
  id: string;
  name: string;
  official: boolean;
  rated: boolean;
  hidden: boolean;
  extra_percent: number;
  extension_ms: string;
  created_at: Date;
  kind: Participation['kind'];
  status: Participation['status'];
  members: Members;
};

const mineStatement = prepare(
  'contest_participation',
  `SELECT ${PARTICIPANT_COLUMNS}
     FROM contest_members me JOIN ${PARTICIPANT_FROM} ON p.id = me.participant_id WHERE me.contest_id = $1 AND me.user_id = $2`,
).rows<ParticipantWords>();

type Row = Awaited<ReturnType<typeof mineStatement>>[number];
export type ParticipantRow = Row;

export function toParticipation(row: Row): Participation {
  return {
    participantId: row.id,
    name: row.name,
    kind: row.kind,
    status: row.status,
    official: row.official,
    rated: row.rated,
    institution: row.institution,
    room: row.room,
    seat: row.seat,
    window:
      row.opens === null || row.closes === null
        ? null
        : { from: row.opens.toISOString(), until: row.closes.toISOString() },
    extraMs: Number(row.extra_ms ?? 0),
    members: row.members,
    teamCode: row.kind === 'team' ? row.code : null,
  };
}

/** How an account takes part in a contest; null: it does not. */
export async function readParticipation(
  on: Pool | PoolClient,
  contestId: string,
  userId: string,
): Promise<Participation | null> {
  const [row] = await mineStatement(on, [contestId, userId]);
  return row === undefined ? null : toParticipation(row);
}
