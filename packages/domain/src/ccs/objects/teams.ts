import type { CcsTeam } from '@docket/contracts/ccs/team';
import { organizationId } from '../ids.ts';
import { perPeople, type CcsParticipant } from '../people.ts';
import type { CcsSource } from '../source.ts';
import { OFFICIAL, UNOFFICIAL } from './groups.ts';

type Seen = Pick<CcsSource, 'people' | 'view'>;

/** Who is seen: hidden ones by the jury and by themselves. */
export const seenTeams = perPeople(({ people, view }: Seen): CcsParticipant[] =>
  people.participants.filter(
    ({ id, hidden }) => !hidden || view.kind === 'jury' || (view.kind === 'team' && view.team === id),
  ),
);

export const teamsOf = perPeople((source: Seen): CcsTeam[] =>
  seenTeams(source).map(({ id, name, institution, official, hidden, status }) => ({
    id,
    name,
    display_name: name,
    label: name,
    organization_id: institution === null || institution.trim() === '' ? null : organizationId(institution),
    group_ids: [official ? OFFICIAL : UNOFFICIAL],
    hidden: hidden || status === 'disqualified',
  })),
);
