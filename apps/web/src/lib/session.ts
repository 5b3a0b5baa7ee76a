import { roles, type Role } from '@docket/contracts/access';
import { localValue, useLocalValue } from './local-value.ts';

const KEY = 'docket.session';

export type Session = {
  readonly token: string;
  readonly userId: string;
  readonly username: string;
  readonly role: Role;
  readonly expiresAt: string;
};

/** Whoever comes back later than that finds a page like any visitor. */
const TELL_FOR = 24 * 60 * 60 * 1_000;

/** When it was noticed. Shared by all tabs, as the session is: what one of them notices logs all of them out. */
const ended = localValue<number>('docket.session-ended', (stored) =>
  typeof stored === 'number' && Date.now() - stored < TELL_FOR ? stored : undefined,
);
if (hasExpired()) noteSessionEnded();

/** Says, in all tabs and until somebody logs in again, that a session ended without its person ending it. */
export function noteSessionEnded(): void {
  if (ended.get() === undefined) ended.set(Date.now());
}

/** Whether whoever was logged in here is so no longer without having logged out: it expired, or was ended elsewhere. */
export function useSessionEnded(): boolean {
  return useLocalValue(ended) !== undefined;
}

/** What is stored is a session, and its time is over. */
function hasExpired(): boolean {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return (
      typeof stored === 'object' &&
      stored !== null &&
      'expiresAt' in stored &&
      Date.parse(String(stored.expiresAt)) <= Date.now()
    );
  } catch {
    return false;
  }
}

/** Who is logged in here, shared by all tabs. */
export const session = localValue<Session>(KEY, readSession);

session.subscribe(() => {
  if (session.get() !== undefined && ended.get() !== undefined) ended.set(undefined);
});

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
