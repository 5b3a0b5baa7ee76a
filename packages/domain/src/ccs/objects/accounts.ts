import { DocketError } from '@docket/contracts/errors';
import type { CcsAccount } from '@docket/contracts/ccs/account';
import { perPeople } from '../people.ts';
import type { CcsSource } from '../source.ts';

/** Accounts that have to do with the contest, each once: who is in the jury is of it, whatever else. */
const all = perPeople(({ people }): CcsAccount[] => {
  const judges = new Set(people.jury.map(({ userId }) => userId));
  const teams = people.participants.flatMap(({ id, members }) =>
    members
      .filter(({ userId }) => !judges.has(userId))
      .map(({ userId, username }) => ({
        id: userId,
        username,
        name: username,
        type: 'team' as const,
        team_id: id,
        person_id: userId,
      })),
  );
  const jury = people.jury.map(({ userId, username }) => ({
    id: userId,
    username,
    name: username,
    type: 'judge' as const,
    team_id: null,
    person_id: null,
  }));
  return [...teams, ...jury];
});

/** The jury sees all, a team its own, and everybody else none. */
export function accountsOf(source: CcsSource): CcsAccount[] {
  if (source.view.kind === 'public') return [];
  const found = all(source);
  return source.view.kind === 'jury' ? found : found.filter(({ id }) => id === source.userId);
}

/** The caller's own. @throws DocketError `not_found` for nobody known, and for who has nothing to do with the contest */
export function accountOf(source: CcsSource): CcsAccount {
  const { actor } = source.ctx;
  if (actor.kind !== 'user') throw new DocketError('not_found', 'Nobody is logged in.');
  const found = all(source).find(({ id }) => id === actor.userId);
  if (found !== undefined) return found;
  // Admins are in every jury.
  if (source.view.kind === 'jury')
    return {
      id: actor.userId,
      username: actor.username,
      name: actor.username,
      type: 'admin',
      team_id: null,
      person_id: null,
    };
  throw new DocketError('not_found', 'Your account has nothing to do with this contest.');
}
