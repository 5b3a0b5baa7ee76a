import type { CcsLanguage } from '@docket/contracts/ccs/language';
import { listLanguages } from '../../judge/language/list-languages.ts';
import type { CcsSource } from '../source.ts';

/** Those that may be handed in, and those that were: a language that no worker has any more is still what something was written in. */
export async function languagesOf({ ctx, contest, fold, view }: CcsSource): Promise<CcsLanguage[]> {
  const judged = await listLanguages(ctx);
  const taken = judged.filter(({ id }) => contest.languages === null || contest.languages.includes(id));
  const known = new Set(taken.map(({ id }) => id));
  const others = [...fold.languages(view)]
    .filter((id) => !known.has(id))
    .toSorted()
    .map((id) => judged.find((each) => each.id === id) ?? { id, name: id, extensions: [] });
  return [...taken, ...others].map(({ id, name, extensions }) => ({
    id,
    name,
    entry_point_required: false,
    entry_point_name: null,
    extensions: [...new Set(extensions.map((each) => each.replace(/^\./, '')))],
  }));
}
