import type { ContestEvent, ContestFact } from '@docket/contest/log';
import { appendToScope, type ScopeEntry } from '../judge/scope/log.ts';
import type { Tx } from '../spine/emit.ts';
import { durationMs, freezeMs, type ContestRow } from './rows.ts';

/** Tells the log of a contest what happened. Wakes who keeps its boards. */
export function tellLog(tx: Tx, contestId: string, facts: readonly ContestFact[]): Promise<void> {
  return appendToScope(tx, contestId, facts);
}

/** An entry of the log as the fold takes it. Only the statements of `judge/scope` and `tellLog` write entries, which the compiler cannot follow through the database. */
export function eventOf({ seq, at, kind, data }: ScopeEntry): ContestEvent {
  return { ...(data as object), seq, at, kind } as ContestEvent;
}

/** The settings that places depend on, as the log has them. */
export function settingsFact(
  row: Parameters<typeof durationMs>[0] & Parameters<typeof freezeMs>[0] & Pick<ContestRow, 'format' | 'options'>,
): ContestFact {
  return {
    kind: 'settings',
    settings: {
      startsAt: row.open_at.getTime(),
      duration: durationMs(row),
      freeze: freezeMs(row),
      format: row.format,
      options: row.options,
    },
  };
}
