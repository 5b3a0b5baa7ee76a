import type { Rule } from '../spine/invariants/rule.ts';

/** A parked event may be this old before somebody has looked at it, hours. */
const PARKED_HOURS = 24;

/** What must always hold of the inbox. */
export const inboxRules: readonly Rule[] = [
  {
    name: 'inbox taken out',
    checks: 'no event of a provider is long past its time without anybody having taken it out',
    violations: `
      SELECT id AS event, provider, status, attempts, next_try_at FROM inbox_events
       WHERE status IN ('RECEIVED', 'FAILED') AND next_try_at < clock_timestamp() - make_interval(secs => $1)`,
  },
  {
    name: 'no parked event forgotten',
    checks: `no event of a provider has been parked for more than ${PARKED_HOURS} hours without an admin having left it so`,
    violations: `
      SELECT id AS event, provider, reference, done_at AS parked_at, error FROM inbox_events
       WHERE status = 'PARKED' AND parked_by IS NULL AND done_at < clock_timestamp() - interval '${PARKED_HOURS} hours'`,
  },
];
