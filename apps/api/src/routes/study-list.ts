import * as contract from '@docket/contracts/http/study-list';
import {
  addToStudyList,
  changeStudyList,
  deleteStudyList,
  removeFromStudyList,
} from '@docket/domain/practice/study-list/change';
import { createStudyList } from '@docket/domain/practice/study-list/create';
import { getStudyList, listStudyLists } from '@docket/domain/practice/study-list/rows';
import type { Mount } from '../http/mount.ts';

export function mountStudyList(mount: Mount): void {
  mount(contract.listStudyLists, ({ ctx }) => listStudyLists(ctx));
  mount(contract.getStudyList, ({ ctx, params }) => getStudyList(ctx, params));
  mount(contract.createStudyList, ({ ctx, body }) => createStudyList(ctx, body));
  mount(contract.changeStudyList, ({ ctx, params, body }) => changeStudyList(ctx, { ...params, ...body }));
  mount(contract.addToStudyList, async ({ ctx, params }) => {
    await addToStudyList(ctx, params);
    return undefined;
  });
  mount(contract.removeFromStudyList, async ({ ctx, params }) => {
    await removeFromStudyList(ctx, params);
    return undefined;
  });
  mount(contract.deleteStudyList, async ({ ctx, params }) => {
    await deleteStudyList(ctx, params);
    return undefined;
  });
}
