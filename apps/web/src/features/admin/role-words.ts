import type { Role } from '@docket/contracts/access';

/** What the roles are called, and what whoever has one may do. */
export const ROLE_WORDS: Readonly<Record<Role, { readonly label: string; readonly may: string }>> = {
  user: { label: 'User', may: 'Solves problems and books seats.' },
  setter: { label: 'Setter', may: 'Imports problems, publishes them and rejudges, besides.' },
  manager: { label: 'Manager', may: 'Runs venues, besides: halls, shows, prices, vouchers and the door.' },
  admin: { label: 'Admin', may: 'May do all of it, and give roles.' },
};
