import type { CcsOrganization } from '@docket/contracts/ccs/organization';
import { organizationId } from '../ids.ts';
import { perPeople } from '../people.ts';
import type { CcsSource } from '../source.ts';
import { seenTeams } from './teams.ts';

/** Institutions of those who are seen. */
export const organizationsOf = perPeople((source: Pick<CcsSource, 'people' | 'view'>): CcsOrganization[] => {
  const found = new Map<string, CcsOrganization>();
  for (const { institution } of seenTeams(source)) {
    if (institution === null || institution.trim() === '') continue;
    const id = organizationId(institution);
    if (!found.has(id)) found.set(id, { id, name: institution.trim(), formal_name: institution.trim() });
  }
  return [...found.values()];
});
