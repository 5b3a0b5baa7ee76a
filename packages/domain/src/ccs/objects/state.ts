import type { CcsState } from '@docket/contracts/ccs/state';
import { freezeMs, type ContestRow } from '../../contest/rows.ts';

type Row = Parameters<typeof freezeMs>[0] & Pick<ContestRow, 'over_at' | 'paused_at' | 'finalised_at' | 'thawed_at'>;

/** Where a contest stands at a moment. It has ended when nobody's time runs. */
export function stateOf(row: Row, now: Date): CcsState {
  const started = now >= row.open_at ? row.open_at : null;
  const ended = started !== null && row.paused_at === null && now >= row.over_at ? row.over_at : null;
  const freeze = freezeMs(row);
  const frozen = freeze === null ? null : frozenAt(row, freeze, now);
  const finalized = ended === null ? null : row.finalised_at;
  const told = (moment: Date | null): string | null => moment?.toISOString() ?? null;
  return {
    started: told(started),
    ...(freeze === null ? {} : { frozen: told(frozen) }),
    ended: told(ended),
    ...(freeze === null ? {} : { thawed: frozen === null ? null : told(row.thawed_at) }),
    finalized: told(finalized),
    end_of_updates: told(finalized),
  };
}

/** Null: not frozen yet. */
function frozenAt(row: Row, freeze: number, now: Date): Date | null {
  const at = new Date(row.open_at.getTime() + row.paused_ms + freeze);
  const until = row.paused_at !== null && row.paused_at < now ? row.paused_at : now;
  return until >= at ? at : null;
}
