import { holdStrictly } from '@docket/contracts/strict';
import { loadConfig } from '@docket/runtime/config';
import { runService } from '@docket/runtime/service';
import { apiSlices } from '@docket/runtime/settings/services';
import { startApi } from './server.ts';

await runService(
  'api',
  () => loadConfig(apiSlices),
  async (config, log, lifecycle) => {
    if (config.NODE_ENV === 'test') holdStrictly();
    await startApi(config, log, lifecycle);
  },
);
