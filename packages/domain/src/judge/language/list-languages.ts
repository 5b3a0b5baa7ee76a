import { language, type Language } from '@docket/contracts/http/language';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';

/** Workers report themselves more often than this; one that has not is taken to be gone. */
const SEEN_WITHIN_SECONDS = 30;

const cache = perDb(() => new TtlCache<Language[]>({ ttlMs: 2_000, max: 1 }));

// With no judging worker alive the newest report of one still says what is judged here; submissions wait in the queue meanwhile.
const reportedLanguages = prepare(
  'workers_languages',
  `SELECT languages FROM workers
    WHERE seen_at > now() - make_interval(secs => $1) OR seen_at = (SELECT max(seen_at) FROM workers WHERE slots > 0)
    ORDER BY seen_at DESC LIMIT 1000`,
);

/** Languages that the workers can judge, by id; where workers differ, as the one seen last reports it. */
export function listLanguages(ctx: Pick<Ctx, 'db'>): Promise<Language[]> {
  return cache(ctx.db).get('all', async () => {
    const rows = await reportedLanguages(ctx.db.pool, [SEEN_WITHIN_SECONDS]);
    const byId = new Map<string, Language>();
    for (const item of rows.flatMap((row) => (Array.isArray(row.languages) ? row.languages : []))) {
      const parsed = language.safeParse(item);
      if (parsed.success && !byId.has(parsed.data.id)) byId.set(parsed.data.id, parsed.data);
    }
    return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  });
}
