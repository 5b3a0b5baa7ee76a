import { readFileSync } from 'node:fs';

/** Open files of a gateway that are no clients: its own listening, Redis, Postgres, logs, modules. */
const OWN = 128;

/** How many files this process may have open; undefined where the system does not tell. Node has raised it to the hard limit by itself. */
export function descriptorLimit(): number | undefined {
  try {
    const limit = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === undefined || limit === 'unlimited' ? undefined : Number(limit);
  } catch {
    return undefined;
  }
}

/**
 * How many clients fit under a limit of open files: each is one, and those that have not asked for anything yet are, too.
 * @returns `maxConnections`, or less with the reason why
 */
export function fitConnections(
  limit: number | undefined,
  maxConnections: number,
  maxUndecided: number,
): { readonly maxConnections: number; readonly trouble?: string } {
  const needed = maxConnections + maxUndecided + OWN;
  if (limit === undefined || limit >= needed) return { maxConnections };
  const fitting = Math.max(0, limit - maxUndecided - OWN);
  const trouble =
    `this process may have ${limit} files open, so ${fitting} connections fit and not ${maxConnections} (each is one; ${maxUndecided + OWN} are ` +
    `kept for others). Raise the limit to ${needed} (ulimit -n, LimitNOFILE of systemd, ulimits of Compose), or set REALTIME_MAX_CONNECTIONS to what fits`;
  return { maxConnections: fitting, trouble };
}
