import { DocketError } from '@docket/contracts/errors';
import type { Participation, registerForContest as route } from '@docket/contracts/http/contest';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { randomInt } from 'node:crypto';
import { hasConfirmed } from '../../identity/user/confirmed-address.ts';
import { lockScope } from '../../judge/scope/lock.ts';
import { requireUser, type Ctx, type UserActor } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { findContest, type ContestRow } from '../rows.ts';
import { readParticipation } from './participation.ts';
import { syncMembers } from './sync.ts';

type Input = RouteBody<typeof route>;

const participantStatement = prepare(
  'contest_participant_write',
  `INSERT INTO contest_participants (id, contest_id, kind, name, institution, status, official, code) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);
const memberStatement = prepare(
  'contest_member_write',
  'INSERT INTO contest_members (contest_id, user_id, participant_id) VALUES ($1, $2, $3)',
);
const teamStatement = prepare(
  'contest_team_by_code',
  `SELECT p.id, p.name, (SELECT count(*)::int FROM contest_members m WHERE m.participant_id = p.id) AS members
     FROM contest_participants p WHERE p.contest_id = $1 AND p.code = $2 AND p.status IN ('pending', 'registered')`,
).rows<{ members: number }>();
const invitedStatement = prepare(
  'contest_invitation_of',
  `SELECT i.participant_id FROM users u JOIN contest_invitations i ON i.email = lower(u.email::text)
    WHERE u.id = $2 AND i.contest_id = $1 AND ${hasConfirmed('u')}`,
);

/** Without letters and digits that look like others. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What others join a team with: 32^8 of them, and a member has to be asked for one. */
export function teamCode(): string {
  return Array.from({ length: 8 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}

/** Adds an account to a participant, and brings scope and log up to date. */
export async function join(tx: Tx, contest: ContestRow, participantId: string, userId: string): Promise<void> {
  await memberStatement(tx.client, [contest.id, userId, participantId]);
  await syncMembers(tx, contest, [participantId]);
}

/**
 * Takes an account into a contest: alone, with a new team, or into a team whose code it has. Registered already, it stays as it is.
 * @throws DocketError `unauthenticated`, `contest_not_found`, `registration_closed`, `registration_code`, `already_registered`, `team_full`, `contest_over`
 */
export async function registerForContest(ctx: Ctx, input: Input & { readonly id: string }): Promise<Participation> {
  const user = requireUser(ctx);
  const { id } = await findContest(ctx, input.id);
  return change(ctx, async (tx) => {
    // One at a time, so that a team is not filled twice.
    const scope = await lockScope(tx, id);
    const contest = await findContest(ctx, id, tx.client);
    const known = await readParticipation(tx.client, id, user.userId);
    if (known !== null) {
      if (input.teamCode !== undefined && known.teamCode !== input.teamCode)
        throw new DocketError('already_registered', `You take part as ${known.name}. Leave that first.`);
      return known;
    }
    if (contest.standing === 'staff' && user.role !== 'admin')
      throw new DocketError(
        'registration_closed',
        'You are in the jury, which sees the problems; it does not take part.',
      );
    if (scope === null || scope.now >= contest.close_at)
      throw new DocketError('contest_over', `The contest ended at ${contest.close_at.toISOString()}.`);
    const participantId = await placeFor(tx, contest, user, input);
    await join(tx, contest, participantId, user.userId);
    const made = await readParticipation(tx.client, id, user.userId);
    if (made === null) throw new Error(`the participant ${participantId} has no row`);
    return made;
  });
}

/** The participant that the account is to belong to. */
async function placeFor(tx: Tx, contest: ContestRow, user: UserActor, input: Input): Promise<string> {
  if (input.teamCode !== undefined) return placeInTeam(tx, contest, input.teamCode);
  switch (contest.registration) {
    case 'roster': {
      const [invited] = await invitedStatement(tx.client, [contest.id, user.userId]);
      if (invited === undefined)
        throw new DocketError(
          'registration_closed',
          'Only those on the roster take part. If you are, confirm the address of your account that is on it.',
        );
      return invited.participant_id;
    }
    case 'invitation':
      if (input.invitationCode === undefined || input.invitationCode !== contest.invitation_code)
        throw new DocketError('registration_code', 'This contest asks for its invitation code, and that is not it.', {
          fields: [{ path: 'body.invitationCode', message: 'is not that of this contest' }],
        });
      return makeParticipant(tx, contest, user, input);
    case 'open':
    case 'approval':
      return makeParticipant(tx, contest, user, input);
    default:
      return contest.registration satisfies never;
  }
}

async function placeInTeam(tx: Tx, contest: ContestRow, code: string): Promise<string> {
  const [team] = await teamStatement(tx.client, [contest.id, code.toUpperCase()]);
  if (team === undefined)
    throw new DocketError('registration_code', 'There is no team of this code in this contest.', {
      fields: [{ path: 'body.teamCode', message: 'is no team’s' }],
    });
  if (team.members >= contest.team_size)
    throw new DocketError(
      'team_full',
      `${team.name} has ${team.members} members; a team here has ${contest.team_size} at most.`,
    );
  return team.id;
}

async function makeParticipant(tx: Tx, contest: ContestRow, user: UserActor, input: Input): Promise<string> {
  const team = input.teamName !== undefined;
  if (team && contest.team_size === 1)
    throw new DocketError('registration_closed', 'This contest has no teams; leave out teamName.');
  const id = newId();
  await participantStatement(tx.client, [
    id,
    contest.id,
    team ? 'team' : 'individual',
    input.teamName ?? user.username,
    input.institution ?? null,
    contest.registration === 'approval' ? 'pending' : 'registered',
    !input.unofficial,
    team ? teamCode() : null,
  ]);
  return id;
}
