import { roles, type Role } from '@docket/contracts/access';
import { localValue, useLocalValue } from './local-value.ts';

export type Session = {
  readonly token: string;
  readonly userId: string;
  readonly username: string;
  readonly role: Role;
  readonly expiresAt: string;
};

/** Who is logged in here, shared by all tabs. */
export const session = localValue<Session>('docket.session', readSession);

export function useSession(): Session | undefined {
  return useLocalValue(session);
}

function readSession(stored: unknown): Session | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { token, userId, username, role, expiresAt } = stored as Partial<Record<keyof Session, unknown>>;
  const known = roles.find((name) => name === role);
  if (
    typeof token !== 'string' ||
    typeof userId !== 'string' ||
    typeof username !== 'string' ||
    typeof expiresAt !== 'string'
  )
    return undefined;
  if (known === undefined || Date.parse(expiresAt) <= Date.now()) return undefined;
  return { token, userId, username, role: known, expiresAt };
}
