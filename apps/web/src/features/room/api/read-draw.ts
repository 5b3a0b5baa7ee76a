import type { DrawRecord } from '@docket/client/room-draw';
import { getRoomDraw } from '@docket/contracts/http/room';
import { docket } from '../../../lib/docket.ts';

/** A whole draw, page by page. */
export async function readDraw(showId: string): Promise<DrawRecord> {
  const entrants: string[] = [];
  for (;;) {
    const page = await docket.call(getRoomDraw, { params: { id: showId }, query: { from: entrants.length + 1 } });
    entrants.push(...page.entrants);
    if (page.entrants.length === 0 || entrants.length >= page.total) return { ...page, entrants };
  }
}
