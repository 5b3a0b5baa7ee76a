import * as contract from '@docket/contracts/http/language';
import { listLanguages } from '@docket/domain/judge/language/list-languages';
import type { Mount } from '../http/mount.ts';

export function mountLanguage(mount: Mount): void {
  mount(contract.listLanguages, async ({ ctx }) => ({ data: await listLanguages(ctx) }));
}
