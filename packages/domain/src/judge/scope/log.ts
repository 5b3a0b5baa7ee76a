import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import type { Pool } from '@docket/db/pool';
import type { Tx } from '../../spine/emit.ts';

/** What is appended to a scope's log: its kind, and the rest by its names. The judge writes `submission` and `judgement`; whoever keeps the scope the rest. */
export type ScopeFact = { readonly kind: string };

export type ScopeEntry = { readonly seq: number; readonly at: number; readonly kind: string; readonly data: unknown };

const appendStatement = prepare(
  'append_scope_log',
  'SELECT a.last_seq, a.wakes FROM append_scope_log($1, $2, $3, NULL, NULL) a',
);

/** Rows read at a time. */
const PAGE = 5_000;

const entriesStatement = prepare(
  'scope_entries',
  'SELECT l.seq, l.at, l.kind, l.data FROM judge_scope_log l WHERE l.scope_id = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3',
);

function dataOf(fact: ScopeFact): object {
  const { kind: _, ...data } = fact;
  return data;
}

/** Appends to the log of a scope, and wakes who reads it once this is committed. Locks the scope. */
export async function appendToScope(tx: Tx, scopeId: string, facts: readonly ScopeFact[]): Promise<void> {
  if (facts.length === 0) return;
  const [row] = await appendStatement(tx.client, [
    scopeId,
    facts.map(({ kind }) => kind),
    JSON.stringify(facts.map(dataOf)),
  ]);
  if (row?.wakes === true) tx.enqueue({ name: 'scope.moved', payload: { scopeId } });
}

/** The log after an entry, in its order, page by page, so that a long one is never in memory twice. */
export async function* readScopeLog(on: Pool | PoolClient, scopeId: string, after: number): AsyncGenerator<ScopeEntry> {
  let from = after;
  for (;;) {
    const rows = await entriesStatement(on, [scopeId, from, PAGE]);
    for (const { seq, at, kind, data } of rows) {
      from = Number(seq);
      yield { seq: from, at: at.getTime(), kind, data };
    }
    if (rows.length < PAGE) return;
  }
}

const readStatement = prepare('scope_read_from_now', 'UPDATE judge_scopes SET woken = false WHERE id = $1 AND woken');

/** To be called before the log is read: what is appended from here on wakes again. */
export async function scopeIsRead(on: Pool | PoolClient, scopeId: string): Promise<void> {
  await readStatement(on, [scopeId]);
}
