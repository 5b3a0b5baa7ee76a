import { CCS_VERSION } from '@docket/contracts/ccs/common';

/** What the Contest API says of itself. */
export const INFORMATION = {
  version: CCS_VERSION,
  version_url: `https://ccs-specs.icpc.io/${CCS_VERSION}/contest_api`,
  provider: { name: 'Docket' },
} as const;
