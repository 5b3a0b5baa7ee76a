import { loadConfig } from '@docket/runtime/config';
import { runService } from '@docket/runtime/service';
import { webhooksSlices } from '@docket/runtime/settings/services';
import { startWebhooks } from './webhooks.ts';

await runService('webhooks', () => loadConfig(webhooksSlices), startWebhooks);
