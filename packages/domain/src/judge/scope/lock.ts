import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';

const lockStatement = prepare(
  'lock_scope',
  `SELECT s.active, s.open_at, s.close_at, s.own_windows, s.over_at, s.paused_at, s.paused_ms, s.upsolve, s.told_at, s.languages, clock_timestamp() AS now
     FROM judge_scopes s WHERE s.id = $1 FOR NO KEY UPDATE`,
).rows<{ now: Date }>();

export type LockedScope = NonNullable<Awaited<ReturnType<typeof lockScope>>>;

/** A scope as it is, held until the transaction ends: nothing is handed in or judged in it meanwhile. Null: there is none. */
export async function lockScope(tx: Tx, scopeId: string) {
  const [row] = await lockStatement(tx.client, [scopeId]);
  return row === undefined ? null : { ...row, paused_ms: Number(row.paused_ms) };
}

const refreshStatement = prepare('refresh_scope_over', 'SELECT refresh_scope_over($1, $2)');

/**
 * To be called when windows or the scope's times have changed.
 * @param longestMs how long a window takes that is begun at the last moment; 0 where all have the scope's
 */
export async function refreshScopeOver(tx: Tx, scopeId: string, longestMs: number): Promise<void> {
  await refreshStatement(tx.client, [scopeId, longestMs]);
}

const tellStatement = prepare('tell_scope', 'SELECT tell_scope($1) AS told');

/** From now on results of the scope count for problems and profiles. Again it changes nothing. */
export async function tellScope(tx: Tx, scopeId: string): Promise<boolean> {
  const [row] = await tellStatement(tx.client, [scopeId]);
  return row?.told === true;
}
