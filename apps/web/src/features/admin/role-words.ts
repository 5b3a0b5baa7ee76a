import type { Role } from '@docket/contracts/access';

/** What the roles are called, and what whoever has one may do. */
export const ROLE_WORDS: Readonly<Record<Role, { readonly label: string; readonly may: string }>> = {
  user: { label: 'User', may: 'Solves problems and books seats.' },
  setter: { label: 'Setter', may: 'Also imports problems, publishes them and rejudges.' },
  manager: { label: 'Manager', may: 'Also runs venues: halls, shows, prices, vouchers and the door.' },
  admin: { label: 'Admin', may: 'May do everything, and gives roles.' },
};
