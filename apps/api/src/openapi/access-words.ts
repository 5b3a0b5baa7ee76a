import type { Access, Role } from '@docket/contracts/access';

const MANY: Readonly<Record<Role, string>> = {
  user: 'users',
  setter: 'setters',
  manager: 'managers of venues',
  admin: 'admins',
};

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** Who may call, for a sentence that begins with "For". */
export function accessWords(access: Access): string {
  if (access === 'public') return 'anybody';
  if (access === 'user') return 'anybody logged in';
  if ('signature' in access)
    return `machines that sign the body with the secret \`${access.signature}\`, in the header ${access.header}`;
  const roles = access.roles === undefined ? undefined : listed(access.roles.map((role) => MANY[role]));
  if (!('owner' in access)) return roles ?? 'nobody';
  const others = access.or === undefined ? [] : access.or.map((role) => MANY[role]);
  return `${listed([`whose ${access.owner} it is${roles === undefined ? '' : ` (${roles})`}`, ...others])}; to others it does not exist`;
}
