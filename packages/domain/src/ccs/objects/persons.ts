import type { CcsPerson } from '@docket/contracts/ccs/person';
import type { CcsSource } from '../source.ts';

/** Members of teams: for the jury all, for a team its own. Everybody else is told no names but those on the board. */
export function personsOf({ people, view }: CcsSource): CcsPerson[] {
  if (view.kind === 'public') return [];
  return people.participants
    .filter(({ id }) => view.kind === 'jury' || view.team === id)
    .flatMap(({ id, members }) =>
      members.map(({ userId, username }) => ({
        id: userId,
        name: username,
        role: 'contestant' as const,
        team_ids: [id],
      })),
    );
}
