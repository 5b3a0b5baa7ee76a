import type { CcsGroup } from '@docket/contracts/ccs/group';

/** Docket knows of two: those who have places, and those who stand beside them. */
export const OFFICIAL = 'official';
export const UNOFFICIAL = 'unofficial';

export function groupsOf(): CcsGroup[] {
  return [
    { id: OFFICIAL, name: 'Official', type: 'standing' },
    { id: UNOFFICIAL, name: 'Unofficial', type: 'standing' },
  ];
}
