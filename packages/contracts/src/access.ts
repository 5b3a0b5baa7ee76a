/** What an account may be. */
export const roles = ['user', 'setter', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

/**
 * Who may call a route, as data: the API refuses by it, the documentation says it, a test walks every route by it.
 * - `public`: anybody; `user`: anybody logged in.
 * - `roles`: whoever has one of them.
 * - `owner`: whose the thing in the address is, such as `booking`; its verb looks at the row, and to others the thing does not exist. `roles` are
 *   what the owner must be besides, `or` those who may whosever it is.
 * - `signature`: a machine that signs the body with the secret of that name, in the header named; nobody is logged in.
 */
export type Access =
  | 'public'
  | 'user'
  | { readonly roles: readonly Role[] }
  | { readonly owner: string; readonly roles?: readonly Role[]; readonly or?: readonly Role[] }
  | { readonly signature: string; readonly header: string };

/** Those who set problems. */
export const SETTERS = { roles: ['setter', 'admin'] } as const satisfies Access;
/** Those who run venues: halls, shows, the door. */
export const MANAGERS = { roles: ['manager', 'admin'] } as const satisfies Access;
export const ADMINS = { roles: ['admin'] } as const satisfies Access;

/** Must somebody be logged in to call this? */
export function needsLogin(access: Access): boolean {
  return access !== 'public' && !(typeof access === 'object' && 'signature' in access);
}

/** The roles of which a caller must have one; undefined where any will do. */
export function rolesNeeded(access: Access): readonly Role[] | undefined {
  return typeof access === 'object' && 'roles' in access ? access.roles : undefined;
}
