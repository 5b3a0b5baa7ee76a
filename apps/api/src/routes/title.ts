import * as contract from '@docket/contracts/http/title';
import { changeTitle } from '@docket/domain/catalog/title/change-title';
import { createTitle } from '@docket/domain/catalog/title/create-title';
import { getTitle } from '@docket/domain/catalog/title/get-title';
import { listTitles } from '@docket/domain/catalog/title/list-titles';
import { getPoster, putPoster, removePoster } from '@docket/domain/catalog/title/poster';
import type { Mount } from '../http/mount.ts';

export function mountTitle(mount: Mount): void {
  mount(contract.listTitles, ({ ctx, query }) => listTitles(ctx, query));
  mount(contract.getTitle, ({ ctx, params }) => getTitle(ctx, params));
  mount(contract.changeTitle, ({ ctx, params, body }) => changeTitle(ctx, { ...params, ...body }));
  mount(contract.putPoster, ({ ctx, params, bytes }) => putPoster(ctx, { ...params, bytes }));
  mount(contract.removePoster, async ({ ctx, params }) => {
    await removePoster(ctx, params);
    return undefined;
  });
  mount(contract.getPoster, async ({ ctx, params }) => {
    const { type, bytes } = await getPoster(ctx, params);
    return { type, body: bytes, etag: params.hash };
  });
  mount(contract.createTitle, ({ ctx, body }) => createTitle(ctx, body));
}
