import { localValue } from '../../../lib/local-value.ts';

/** Somebody who flew with the person who is logged in, as it was typed. */
export type KnownPassenger = { readonly surname: string; readonly given: string; readonly bornOn: string };

/** Passengers that their person asked to be remembered on this device. */
type Known = { readonly userId: string; readonly people: readonly KnownPassenger[] };

/** A family and its friends; who is older makes room. */
const KNOWN_MAX = 20;

const stored = localValue<Known>('docket.passengers', (value) => {
  if (typeof value !== 'object' || value === null || !('userId' in value) || !('people' in value)) return undefined;
  const { userId, people } = value;
  return typeof userId === 'string' && Array.isArray(people) && people.every(isPassenger)
    ? { userId, people }
    : undefined;
});

function isPassenger(value: unknown): value is KnownPassenger {
  if (typeof value !== 'object' || value === null) return false;
  const { surname, given, bornOn } = value as Partial<Record<keyof KnownPassenger, unknown>>;
  return typeof surname === 'string' && typeof given === 'string' && typeof bornOn === 'string';
}

/** Of this person; undefined where nobody has asked to be remembered. */
export function knownPassengers(userId: string | undefined): readonly KnownPassenger[] | undefined {
  const held = stored.get();
  return held !== undefined && held.userId === userId ? held.people : undefined;
}

const keyOf = ({ surname, given, bornOn }: KnownPassenger) => `${surname}\n${given}\n${bornOn}`.toLowerCase();

/** Adds them to those who are known, the newest first. */
export function rememberPassengers(userId: string, people: readonly KnownPassenger[]): void {
  const all = new Map([...people, ...(knownPassengers(userId) ?? [])].map((one) => [keyOf(one), one]));
  stored.set({ userId, people: [...all.values()].slice(0, KNOWN_MAX) });
}

export function forgetPassengers(): void {
  stored.set(undefined);
}
