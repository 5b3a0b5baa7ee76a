import { prepare } from '@docket/db/statement';
import { hasConfirmed } from '../../identity/user/confirmed-address.ts';
import type { Tx } from '../../spine/emit.ts';

const invitationsStatement = prepare(
  'contest_forget_invitations',
  `DELETE FROM contest_invitations i USING users u WHERE u.id = $1 AND i.email = lower(u.email::text) AND ${hasConfirmed('u')}`,
);
const namesStatement = prepare(
  'contest_forget_names',
  `UPDATE contest_participants p SET name = 'deleted', institution = NULL, room = NULL, seat = NULL
     FROM contest_members m WHERE m.user_id = $1 AND p.id = m.participant_id AND p.kind <> 'team'`,
);
const printsStatement = prepare('contest_forget_prints', 'DELETE FROM contest_prints WHERE user_id = $1');

/**
 * Takes what names somebody out of contests. Rows of boards stay, without a name, because the places of others rest on them; what they asked the
 * jury stays with its answer. To be called while the account has its address.
 */
export async function forgetInContests(tx: Tx, userId: string): Promise<void> {
  await invitationsStatement(tx.client, [userId]);
  await namesStatement(tx.client, [userId]);
  await printsStatement(tx.client, [userId]);
}
