import type { CcsTeam } from '@docket/contracts/ccs/team';
import { organizationId } from '../ids.ts';
import type { CcsParticipant } from '../people.ts';
import type { CcsSource } from '../source.ts';
import { OFFICIAL, UNOFFICIAL } from './groups.ts';

/** Who is seen: hidden ones by the jury and by themselves. */
export function seenTeams({ people, view }: Pick<CcsSource, 'people' | 'view'>): CcsParticipant[] {
  return people.participants.filter(
    ({ id, hidden }) => !hidden || view.kind === 'jury' || (view.kind === 'team' && view.team === id),
  );
}

export function teamsOf(source: Pick<CcsSource, 'people' | 'view'>): CcsTeam[] {
  return seenTeams(source).map(({ id, name, institution, official, hidden, status }) => ({
    id,
    name,
    display_name: name,
    label: name,
    organization_id: institution === null || institution.trim() === '' ? null : organizationId(institution),
    group_ids: [official ? OFFICIAL : UNOFFICIAL],
    hidden: hidden || status === 'disqualified',
  }));
}
