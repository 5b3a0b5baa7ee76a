import type { RejudgeUpdated } from '@docket/contracts/events/rejudge';
import { rejudgeStatus } from '@docket/contracts/http/rejudge';
import { prepare } from '@docket/db/statement';
import { apartIn } from '../../spine/apart.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { readMatrix, rejudgeIsOf } from './rows.ts';

type MovingRow = {
  id: string;
  created_by: string;
  status: string;
  total: number;
  judged: number;
  changed: number;
};

// One that stands still for a minute has been told of.
const movingStatement = prepare(
  'rejudges_moving',
  `SELECT r.id, r.created_by, r.status, r.total, r.judged, r.changed FROM rejudges r JOIN users u ON u.id = r.created_by
    WHERE r.closed_at IS NULL AND r.updated_at > now() - interval '1 minute' AND (u.role = 'admin' OR ${rejudgeIsOf('r.created_by')})`,
).rows<MovingRow>();

const apart = apartIn('progress of rejudges');

/**
 * What moved since it was last told.
 * @param told how many were judged when last told, by rejudge; brought up to date here
 */
export async function movedRejudges(
  ctx: Pick<Ctx, 'db' | 'log'>,
  told: Map<string, number>,
): Promise<RejudgeUpdated[]> {
  const rows = await movingStatement(ctx.db.pool, []);
  for (const id of told.keys()) if (!rows.some((row) => row.id === id)) told.delete(id);
  const moved = rows.filter((row) => told.get(row.id) !== row.judged);
  const found = await Promise.all(
    moved.map((row) =>
      apart(ctx).one(row.id, async () => {
        const { total, judged, changed } = row;
        const matrix = await readMatrix(ctx, row.id);
        told.set(row.id, row.judged);
        return {
          userId: row.created_by,
          rejudgeId: row.id,
          status: rejudgeStatus.parse(row.status),
          total,
          judged,
          changed,
          matrix,
        };
      }),
    ),
  );
  return found.filter((each) => each !== undefined);
}
