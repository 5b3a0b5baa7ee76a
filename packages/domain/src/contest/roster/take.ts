import { DocketError } from '@docket/contracts/errors';
import type { Roster } from '@docket/contracts/http/contest-jury';
import { prepare } from '@docket/db/statement';
import type { Pool } from '@docket/db/pool';
import type { PoolClient } from '@docket/db/client';
import { hasConfirmed } from '../../identity/user/confirmed-address.ts';
import { lockScope, refreshScopeOver } from '../../judge/scope/lock.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { tellLog } from '../facts.ts';
import { syncMembers } from '../people/sync.ts';
import { findOwnContest, refuseClosed, refuseFinal } from '../rows.ts';
import { assign, type Known } from './assign.ts';
import { readRoster, teamsOf, type Entry, type ReadRoster } from './read.ts';

const accountsStatement = prepare(
  'contest_roster_accounts',
  `SELECT lower(u.email::text) AS email, u.id, u.username::text AS username,
          (SELECT p.name FROM contest_members m JOIN contest_participants p ON p.id = m.participant_id
            WHERE m.contest_id = $1 AND m.user_id = u.id
              AND NOT EXISTS (SELECT FROM contest_invitations i WHERE i.participant_id = p.id AND i.email = lower(u.email::text))) AS takes_part_as
     FROM users u WHERE lower(u.email::text) = ANY ($2::text[]) AND ${hasConfirmed('u')} AND u.disabled_at IS NULL`,
).rows<{ email: string; takes_part_as: string | null }>();
const knownStatement = prepare(
  'contest_roster_known',
  `SELECT i.email, lower(i.name) AS person, i.participant_id AS "participantId", p.kind, lower(p.name) AS name, p.name AS called, lower(p.institution) AS institution,
          m.user_id IS NOT NULL AS claimed,
          m.user_id IS NOT NULL AND (EXISTS (SELECT FROM submissions s WHERE s.scope_id = p.contest_id AND s.user_id = m.user_id)
            OR EXISTS (SELECT FROM judge_scope_members w WHERE w.scope_id = p.contest_id AND w.user_id = m.user_id AND w.from_at IS NOT NULL)) AS bound
     FROM contest_invitations i JOIN contest_participants p ON p.id = i.participant_id
     LEFT JOIN (contest_members m JOIN users u ON u.id = m.user_id) ON m.participant_id = p.id AND lower(u.email::text) = i.email
    WHERE i.contest_id = $1`,
).rows<Known>();
const participantsStatement = prepare(
  'contest_roster_participants',
  `INSERT INTO contest_participants AS p (id, contest_id, kind, name, institution, status, extra_percent, room, seat)
   SELECT w.id, $1, w.kind, w.name, w.institution, 'registered', w.extra, w.room, w.seat
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[], $8::text[]) AS w(id, kind, name, institution, extra, room, seat)
   ON CONFLICT (id) DO UPDATE SET name = excluded.name, institution = excluded.institution, extra_percent = excluded.extra_percent, room = excluded.room, seat = excluded.seat`,
);
const invitationsStatement = prepare(
  'contest_roster_invitations',
  `INSERT INTO contest_invitations (contest_id, email, participant_id, name)
   SELECT $1, w.email, w.participant, w.name FROM unnest($2::text[], $3::uuid[], $4::text[]) AS w(email, participant, name)
   ON CONFLICT (contest_id, email) DO UPDATE SET participant_id = excluded.participant_id, name = excluded.name`,
);
// Accounts whose address is confirmed are in at once; the others when they register.
const membersStatement = prepare(
  'contest_roster_members',
  `INSERT INTO contest_members AS m (contest_id, user_id, participant_id)
   SELECT i.contest_id, u.id, i.participant_id FROM contest_invitations i JOIN users u ON lower(u.email::text) = i.email
    WHERE i.contest_id = $1 AND ${hasConfirmed('u')} AND u.disabled_at IS NULL
   ON CONFLICT (contest_id, user_id) DO UPDATE SET participant_id = excluded.participant_id`,
);

const correctedStatement = prepare(
  'contest_roster_corrected',
  'DELETE FROM contest_invitations WHERE contest_id = $1 AND email = ANY ($2::text[])',
);
// Who has handed something in stays, whatever the roster says.
const deadStatement = prepare(
  'contest_roster_dead',
  `DELETE FROM contest_participants p WHERE p.contest_id = $1 AND p.id = ANY ($2::uuid[])
      AND NOT EXISTS (SELECT FROM contest_invitations i WHERE i.participant_id = p.id) AND NOT EXISTS (SELECT FROM contest_members m WHERE m.participant_id = p.id)
      AND NOT EXISTS (SELECT FROM submissions s WHERE s.scope_id = p.contest_id AND s.participant_id = p.id)
   RETURNING p.id, p.status`,
);

type Input = { readonly id: string; readonly bytes: Uint8Array };

/** What a roster would do, with every fault by its place. @throws DocketError `contest_not_found`, `contest_not_jury` */
export async function previewRoster(ctx: Ctx, input: Input): Promise<Roster> {
  const contest = await findOwnContest(ctx, input.id);
  return looked(ctx.db.pool, contest.id, readRoster(input.bytes, contest.team_size));
}

/** A roster with the accounts that it names. Who takes part already as somebody else is a fault. */
async function looked(
  on: Pool | PoolClient,
  contestId: string,
  { entries, faults, detected }: ReadRoster,
): Promise<Roster> {
  const accounts = await accountsStatement(on, [contestId, entries.map(({ email }) => email)]);
  const byEmail = new Map(accounts.map((account) => [account.email, account]));
  const elsewhere = entries.flatMap(({ line, email }) => {
    const as = byEmail.get(email)?.takes_part_as;
    return as === undefined || as === null
      ? []
      : [{ path: `line ${line}`, message: `${email} takes part already, as ${as}` }];
  });
  const { corrects, bound } = assign(entries, await knownStatement(on, [contestId]));
  for (const { entry, as } of bound)
    elsewhere.push({
      path: `line ${entry.line}`,
      message: `${entry.email} takes part as ${as}, and has begun; what was done stays there. Leave them there, or disqualify`,
    });
  const teams = teamsOf(entries).size;
  return {
    entries: entries.map((entry) => ({
      ...entry,
      username: byEmail.get(entry.email)?.username ?? null,
      corrects: corrects.get(entry) ?? null,
    })),
    faults: [...faults, ...elsewhere],
    detected,
    participants: entries.filter(({ team }) => team === null).length + teams,
    teams,
  };
}

/**
 * Takes a roster in whole, or, with any fault, not at all. The same again changes nothing.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `contest_state`, `roster_invalid` with each fault by line and column
 */
export async function applyRoster(ctx: Ctx, input: Input): Promise<Roster> {
  const { id } = await findOwnContest(ctx, input.id);
  return change(ctx, (tx) => takeRoster(ctx, tx, { id, bytes: input.bytes }));
}

/** The same within a transaction. @param input with the id of the contest itself */
export async function takeRoster(ctx: Ctx, tx: Tx, { id, bytes }: Input): Promise<Roster> {
  await lockScope(tx, id);
  const contest = await findOwnContest(ctx, id, tx.client);
  refuseClosed(contest, 'the roster');
  refuseFinal(contest);
  const read = readRoster(bytes, contest.team_size);
  const roster = await looked(tx.client, id, read);
  const [first] = roster.faults;
  if (first !== undefined)
    throw new DocketError(
      'roster_invalid',
      `${first.path}: ${first.message}${roster.faults.length > 1 ? `; and ${roster.faults.length - 1} more` : ''}. Nothing was taken in.`,
      { fields: roster.faults },
    );
  await write(tx, id, read.entries);
  await syncMembers(tx, contest);
  await refreshScopeOver(tx, id, (contest.duration_minutes ?? 0) * 60_000);
  await keepRecord(ctx, tx, {
    contestId: id,
    act: 'roster.taken',
    data: { people: read.entries.length, participants: roster.participants },
  });
  return roster;
}

async function write(tx: Tx, contestId: string, entries: readonly Entry[]): Promise<void> {
  const known = await knownStatement(tx.client, [contestId]);
  const { idOf, corrects } = assign(entries, known);
  const participants = new Map<string, Entry>();
  for (const [entry, id] of idOf) if (!participants.has(id)) participants.set(id, entry);
  const rows = [...participants];
  await participantsStatement(tx.client, [
    contestId,
    rows.map(([id]) => id),
    rows.map(([, { team }]) => (team === null ? 'individual' : 'team')),
    rows.map(([, { name, team }]) => team ?? name),
    rows.map(([, { institution }]) => institution),
    rows.map(([, { extraPercent }]) => extraPercent),
    rows.map(([, { room }]) => room),
    rows.map(([, { seat }]) => seat),
  ]);
  await invitationsStatement(tx.client, [
    contestId,
    entries.map(({ email }) => email),
    entries.map((entry) => idOf.get(entry) ?? ''),
    entries.map(({ name }) => name),
  ]);
  await correctedStatement(tx.client, [contestId, [...corrects.values()]]);
  await membersStatement(tx.client, [contestId]);
  const gone = await deadStatement(tx.client, [contestId, [...new Set(known.map((each) => each.participantId))]]);
  await tellLog(
    tx,
    contestId,
    gone
      .filter(({ status }) => status === 'registered' || status === 'disqualified')
      .map(({ id }) => ({ kind: 'participant-left' as const, participant: id })),
  );
}
