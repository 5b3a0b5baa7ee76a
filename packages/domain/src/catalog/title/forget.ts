import type { Ctx } from '../../spine/ctx.ts';
import { showCache } from '../show/get-show.ts';
import { showSearchCache } from '../show/search-shows.ts';
import { titleListCache } from './list-titles.ts';

/** What this process remembers of titles, by themselves and in shows; others forget it within a second. */
export function forgetTitles({ db }: Pick<Ctx, 'db'>): void {
  titleListCache(db).clear();
  showCache(db).clear();
  showSearchCache(db).clear();
}
