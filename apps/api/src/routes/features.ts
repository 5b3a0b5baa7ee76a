import * as contract from '@docket/contracts/http/features';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount } from '../http/mount.ts';

type Needs = { readonly config: Pick<ApiSettings, 'DEVELOPMENT_CONFIRM' | 'NODE_ENV'> };

export function mountFeatures(mount: Mount, { config }: Needs): void {
  mount(contract.getFeatures, async () => ({
    developmentConfirm: config.DEVELOPMENT_CONFIRM && config.NODE_ENV !== 'production',
  }));
}
