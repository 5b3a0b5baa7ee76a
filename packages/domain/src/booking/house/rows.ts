import type { HouseBlock } from '@docket/contracts/http/house-seats';

/** A block as `BLOCK_COLUMNS` reads it. */
export type BlockRow = {
  id: string;
  reason: string;
  release_minutes: number | null;
  release_at: Date | null;
  blocked_by: string | null;
  created_at: Date;
  seats: HouseBlock['seats'] | null;
};

/**
 * Of `house_blocks k` and its show `s`, with the seats that are still kept. The kernel's hold of each says whether it is; the pool owns them, so they are
 * found by it.
 */
export const BLOCK_COLUMNS = `k.id, k.reason, k.release_minutes, s.starts_at - make_interval(mins => k.release_minutes) AS release_at,
  (SELECT u.username::text FROM users u WHERE u.id = k.user_id) AS blocked_by, k.created_at,
  (SELECT jsonb_agg(jsonb_build_object('seat', l.seat, 'label', l.label, 'section', l.section, 'row', l."row", 'number', l.number, 'kind', l.kind) ORDER BY l.seat)
     FROM holds h JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = h.units[1]
    WHERE h.pool_id = s.id AND h.owner_id = s.id AND h.subject = 'house' AND h.subject_id = k.id AND h.status = 'ACTIVE' AND h.expires_at > now()) AS seats`;

export function toBlock(row: BlockRow): HouseBlock {
  return {
    blockId: row.id,
    reason: row.reason,
    releaseMinutes: row.release_minutes,
    releaseAt: row.release_at?.toISOString() ?? null,
    blockedBy: row.blocked_by ?? 'docket',
    createdAt: row.created_at.toISOString(),
    seats: row.seats ?? [],
  };
}
