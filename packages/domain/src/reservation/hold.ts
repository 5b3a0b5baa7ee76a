import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Wanted } from './kinds/kind.ts';
import type { SubjectKind } from './subject.ts';

export type HoldRequest = {
  /** Of the new hold; made here when left out. */
  readonly holdId?: string;
  readonly poolId: string;
  readonly ownerId: string;
  /** From the kind's `wanted`. */
  readonly wanted: Wanted;
  /** Most pieces of the pool the owner may hold or own, these included; null for no limit. */
  readonly perOwner: number | null;
  readonly seconds: number;
  /** What it is made for; the sweeper ends both together. */
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
};

export type HoldResult =
  | { readonly outcome: 'held'; readonly holdId: string; readonly expiresAt: Date }
  /** `units`: those that were not to be had. */
  | { readonly outcome: 'taken'; readonly holdId: string; readonly units: readonly number[] }
  | { readonly outcome: 'limit_reached' | 'unknown_units' | 'pool_not_found'; readonly holdId: string };

type Row = { hold_id: string; outcome: HoldResult['outcome']; expires_at: Date | null; short: number[] | null };

const holdStatement = prepare(
  'reservation_hold',
  `SELECT h.hold_id, h.outcome, h.expires_at, h.short FROM reservation_hold(ARRAY(
     SELECT (r.hold_id, r.pool_id, r.owner_id, r.units::int[], r.quantity, r.per_owner, r.seconds, r.subject, r.subject_id)::hold_request
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::int[], $7::float8[], $8::text[], $9::uuid[])
            WITH ORDINALITY AS r(hold_id, pool_id, owner_id, units, quantity, per_owner, seconds, subject, subject_id, n)
      ORDER BY r.n)) h`,
).rows<Row>();

function toResult(row: Row): HoldResult {
  const holdId = row.hold_id;
  switch (row.outcome) {
    case 'held':
      if (row.expires_at === null) throw new Error('a hold without an end');
      return { outcome: 'held', holdId, expiresAt: row.expires_at };
    case 'taken':
      return { outcome: 'taken', holdId, units: row.short ?? [] };
    default:
      return { outcome: row.outcome, holdId };
  }
}

/**
 * Takes what the requests ask for, each all or nothing, for a limited time by the database's clock. What an expired hold
 * still keeps counts as free. One round trip and, given a pool, one transaction; in one of the caller's nothing may be
 * locked before but the subjects (see the order of locks in the kernel's migration).
 * @returns a result per request, in their order
 */
export async function hold(on: Pool | PoolClient, requests: readonly HoldRequest[]): Promise<HoldResult[]> {
  const ids = requests.map((request) => request.holdId ?? newId());
  const rows = await holdStatement(on, [
    ids,
    requests.map((request) => request.poolId),
    requests.map((request) => request.ownerId),
    requests.map((request) => `{${request.wanted.units.join(',')}}`),
    requests.map((request) => request.wanted.quantity),
    requests.map((request) => request.perOwner),
    requests.map((request) => request.seconds),
    requests.map((request) => request.subject.kind),
    requests.map((request) => request.subject.id),
  ]);
  const byId = new Map(rows.map((row) => [row.hold_id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (row === undefined) throw new Error('reservation_hold left a request unanswered');
    return toResult(row);
  });
}
