import * as contract from '@docket/contracts/http/title';
import { createTitle } from '@docket/domain/catalog/title/create-title';
import { getTitle } from '@docket/domain/catalog/title/get-title';
import { listTitles } from '@docket/domain/catalog/title/list-titles';
import type { Mount } from '../http/mount.ts';

export function mountTitle(mount: Mount): void {
  mount(contract.listTitles, ({ ctx, query }) => listTitles(ctx, query));
  mount(contract.getTitle, ({ ctx, params }) => getTitle(ctx, params));
  mount(contract.createTitle, ({ ctx, body }) => createTitle(ctx, body));
}
