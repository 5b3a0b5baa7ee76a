import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { withoutGuard } from '@docket/testing/guards';
import { brokenRules, db } from '../spine/fixtures.ts';
import { expire, inTheMiddle, ownPool, pool, release, SEATS, setUpSeatPool, take } from './fixtures.ts';
import { confirm } from './confirm.ts';

setUpSeatPool();

describe('confirming at the deadline', () => {
  it('either confirms or expires, never both', async () => {
    const holds = await Promise.all(
      Array.from({ length: SEATS }, (_, index) => take(db.pool, { numbers: [index + 1], seconds: 0.15 })),
    );
    await sleep(120);
    const outcomes = await Promise.all(
      holds.map(async ({ holdId }, index) => {
        await sleep(index);
        const [confirmed, expired] = await Promise.all([confirm(db.pool, holdId), expire(db.pool, [holdId])]);
        return { holdId, confirmed: confirmed === 'confirmed', expired: expired.length === 1 };
      }),
    );
    for (const { confirmed, expired } of outcomes) expect(confirmed && expired).toBe(false);
    await sleep(60);
    await expire(
      db.pool,
      holds.map(({ holdId }) => holdId),
    );
    const { rows } = await db.pool.query<{ id: string; status: string; state: string; own: boolean }>(
      `SELECT h.id, h.status, s.state, coalesce(s.hold_id = h.id, false) AS own FROM holds h
         JOIN pool_seats s ON s.pool_id = h.pool_id AND s.seat = h.units[1] WHERE h.pool_id = $1`,
      [pool],
    );
    const byId = new Map(outcomes.map((outcome) => [outcome.holdId, outcome]));
    for (const row of rows) {
      const sold = byId.get(row.id)?.confirmed === true;
      expect(row).toMatchObject(
        sold ? { status: 'CONVERTED', state: 'SOLD', own: true } : { status: 'EXPIRED', state: 'FREE' },
      );
    }
    expect(await brokenRules(db)).toEqual([]);
  });

  async function sellThenExpire(of: Db): Promise<{ expired: number; state: string | undefined }> {
    const { holdId } = await take(of.pool, { numbers: [1], seconds: 0 });
    const expired = await inTheMiddle(
      of,
      (client) => confirm(client, holdId, true),
      (client) => expire(client, [holdId]),
    );
    const { rows } = await of.pool.query<{ state: string }>(
      'SELECT state FROM pool_seats WHERE pool_id = $1 AND seat = 1',
      [pool],
    );
    return { expired: expired.length, state: rows[0]?.state };
  }

  it('keeps what was sold in the moment of expiring', async () => {
    expect(await sellThenExpire(db)).toEqual({ expired: 0, state: 'SOLD' });
  });

  it('frees seats that are sold when the hold is not locked (negative control)', async () => {
    const own = await ownPool();
    await withoutGuard(own, 'reservation_end', 'ORDER BY h.id FOR UPDATE', 'ORDER BY h.id');
    await withoutGuard(own, 'end_seat_holds', `AND s.hold_id = h.id AND s.state = 'HELD'`);
    expect(await sellThenExpire(own)).toEqual({ expired: 1, state: 'FREE' });
    expect(await brokenRules(own)).toContain('movements of a hold');
  });

  it('does not confirm a hold of which somebody has taken a seat over', async () => {
    const old = await take(db.pool, { numbers: [1, 2, 3], seconds: 0 });
    const next = await take(db.pool, { numbers: [3, 4] });
    expect(next.outcome).toBe('held');
    expect(await confirm(db.pool, old.holdId, true)).toBe('expired');
    expect(await confirm(db.pool, next.holdId)).toBe('confirmed');
    expect(await expire(db.pool, [old.holdId, next.holdId])).toEqual([old.holdId]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('confirms late what nobody has taken over, and not without being asked to', async () => {
    const old = await take(db.pool, { numbers: [1, 2, 3], seconds: 0 });
    expect(await confirm(db.pool, old.holdId)).toBe('expired');
    expect(await confirm(db.pool, old.holdId, true)).toBe('confirmed');
    expect(await confirm(db.pool, old.holdId)).toBe('already');
    expect(await release(db.pool, [old.holdId])).toEqual([]);
    expect(await brokenRules(db)).toEqual([]);
  });
});
