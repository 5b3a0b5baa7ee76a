import { loadConfig } from '@docket/runtime/config';
import { runService } from '@docket/runtime/service';
import { bankSlices } from '@docket/runtime/settings/services';
import { startBank } from './server.ts';

await runService('bank', () => loadConfig(bankSlices), startBank);
