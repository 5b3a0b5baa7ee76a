const PREFIX = 'DKT';
const DIGITS = 12;

/** What a buyer writes on the transfer for an attempt: short enough for the remarks of any bank, and of its random part, so that nobody hits another's by a slip. */
export function referenceOfAttempt(attemptId: string): string {
  return `${PREFIX}${attemptId.slice(-DIGITS).toUpperCase()}`;
}

/** How the id of the attempt ends that a reference is of. */
export function endOfAttempt(reference: string): string {
  return reference.slice(PREFIX.length).toLowerCase();
}
