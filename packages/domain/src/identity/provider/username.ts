/** Room for what makes a taken one another. */
const LONGEST = 25;

/**
 * A username made of what somebody is called elsewhere; undefined where nothing of it can stay. Usernames are public and addresses are not, so of an
 * address nothing is taken.
 */
export function usernameFrom(name: string | null): string | undefined {
  if (name === null || name.includes('@')) return undefined;
  const made = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, LONGEST)
    .replace(/[-_.]+$/, '');
  return made.length < 3 ? undefined : made;
}
