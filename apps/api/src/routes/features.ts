import * as contract from '@docket/contracts/http/features';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount } from '../http/mount.ts';

export function mountFeatures(mount: Mount, config: Pick<ApiSettings, 'DEVELOPMENT_CONFIRM' | 'NODE_ENV'>): void {
  mount(contract.getFeatures, async () => ({
    developmentConfirm: config.DEVELOPMENT_CONFIRM && config.NODE_ENV !== 'production',
  }));
}
