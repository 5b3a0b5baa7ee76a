import type { CheckInCounts, ScanReason } from '@docket/contracts/http/ticket';
import { prepare } from '@docket/db/statement';
import { readShowFacts } from '../catalog/show/show-facts.ts';
import type { DoorSettings } from '@docket/runtime/settings/ticket';
import { requireRole, type CtxWith } from '../spine/ctx.ts';

type SoldRow = { sold: number };
type ScanCount = { outcome: 'admitted' | ScanReason; gate: string | null; scans: number };

const soldStatement = prepare(
  'tickets_of_show',
  'SELECT count(*)::int AS sold FROM tickets WHERE show_id = $1 AND voided_at IS NULL',
).rows<SoldRow>();
const scansStatement = prepare(
  'scans_of_show',
  'SELECT outcome, gate, count(*)::int AS scans FROM ticket_scans WHERE show_id = $1 GROUP BY 1, 2 ORDER BY 1, 2',
).rows<ScanCount>();

function sum(counts: readonly { readonly scans: number }[]): number {
  return counts.reduce((total, { scans }) => total + scans, 0);
}

/** How many tickets of a show are good and how many were used. @throws DocketError unauthenticated, forbidden, show_not_found */
export async function countEntries(
  ctx: CtxWith<DoorSettings>,
  input: { readonly showId: string },
): Promise<CheckInCounts> {
  requireRole(ctx, 'manager', 'admin');
  const show = await readShowFacts(ctx, input.showId);
  const [[sold], counts] = await Promise.all([
    soldStatement(ctx.db.pool, [input.showId]),
    scansStatement(ctx.db.pool, [input.showId]),
  ]);
  const admitted = counts.filter(({ outcome }) => outcome === 'admitted');
  const refused = Map.groupBy(
    counts.flatMap(({ outcome, scans }) => (outcome === 'admitted' ? [] : [{ outcome, scans }])),
    ({ outcome }) => outcome,
  );
  return {
    showId: input.showId,
    sold: sold?.sold ?? 0,
    admitted: sum(admitted),
    refused: [...refused].map(([reason, scans]) => ({ reason, scans: sum(scans) })),
    gates: admitted.map(({ gate, scans }) => ({ gate, admitted: scans })),
    doorsOpenAt: new Date(show.startsAt.getTime() - ctx.settings.DOORS_OPEN_SECONDS * 1_000).toISOString(),
  };
}
