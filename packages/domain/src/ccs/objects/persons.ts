import type { CcsPerson } from '@docket/contracts/ccs/person';
import { perPeople, type CcsParticipant } from '../people.ts';
import type { CcsSource } from '../source.ts';

const all = perPeople(({ people }) => people.participants.flatMap(membersOf));

/** Members of teams: for the jury all, for a team its own. Everybody else is told no names but those on the board. */
export function personsOf(source: CcsSource): CcsPerson[] {
  const { people, view } = source;
  if (view.kind === 'public') return [];
  return view.kind === 'jury'
    ? all(source)
    : people.participants.filter(({ id }) => view.team === id).flatMap(membersOf);
}

function membersOf({ id, members }: CcsParticipant): CcsPerson[] {
  return members.map(({ userId, username }) => ({ id: userId, name: username, role: 'contestant', team_ids: [id] }));
}
