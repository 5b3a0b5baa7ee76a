import * as contract from '@docket/contracts/http/practice';
import { getDaily } from '@docket/domain/practice/daily/get';
import { getEditorial } from '@docket/domain/practice/help/editorial';
import { getHints } from '@docket/domain/practice/help/hints';
import { listFavourites, setFavourite } from '@docket/domain/practice/mark/favourite';
import { getOwnMarks } from '@docket/domain/practice/mark/get';
import { saveNote } from '@docket/domain/practice/mark/note';
import { getNextUnsolved } from '@docket/domain/practice/next';
import { listSimilar } from '@docket/domain/practice/similar';
import { requireUser } from '@docket/domain/spine/ctx';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

export function mountPractice(mount: Mount, { throttle }: { readonly throttle: Throttle }): void {
  mount(contract.getHints, ({ ctx, params, query }) => getHints(ctx, { ...params, ...query }));
  mount(contract.getEditorial, ({ ctx, params, query }) => getEditorial(ctx, { ...params, ...query }));
  mount(contract.listSimilar, ({ ctx, params }) => listSimilar(ctx, params));
  mount(contract.getOwnMarks, ({ ctx, params }) => getOwnMarks(ctx, params));
  mount(contract.saveNote, async ({ ctx, params, body }) => {
    await throttle.note(requireUser(ctx).userId);
    return saveNote(ctx, { ...params, ...body });
  });
  mount(contract.addFavourite, async ({ ctx, params }) => {
    await setFavourite(ctx, { ...params, favourite: true });
    return undefined;
  });
  mount(contract.removeFavourite, async ({ ctx, params }) => {
    await setFavourite(ctx, { ...params, favourite: false });
    return undefined;
  });
  mount(contract.listFavourites, ({ ctx, query }) => listFavourites(ctx, query));
  mount(contract.getNextUnsolved, ({ ctx, query }) => getNextUnsolved(ctx, query));
  mount(contract.getDaily, ({ ctx }) => getDaily(ctx));
}
