import { z } from 'zod';
import { choice, seconds } from './forms.ts';
import { slice, type SettingsOf } from './slice.ts';

const text = z.string().min(1);

/** What every process reads, whatever its work. */
export const processSlice = slice({
  NODE_ENV: choice(['development', 'test', 'production'], 'development'),
  LOG_LEVEL: choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
  /** Where embedded servers, caches and generated secrets live. */
  DOCKET_DATA_DIR: { form: text.default('.docket'), expects: 'give a folder, or unset it for .docket' },
  /** Whose process this is; `/readyz` says it. `npm start` gives its services one, so that it takes no neighbour's for its own. */
  INSTALLATION_ID: { form: text.optional(), expects: 'give any name, or unset it' },
  /** The address to listen on. */
  HOST: {
    form: z
      .string()
      .regex(/^[A-Za-z0-9.:_-]+$/)
      .default('127.0.0.1'),
    expects: 'give the address to listen on, such as 0.0.0.0 for all, or unset it for 127.0.0.1',
  },
  /** After a signal: how long `/readyz` says "stopping" while requests are still taken, for proxies to notice. */
  STOP_ANNOUNCE_SECONDS: seconds(0, 0, 'how long a stop is announced before no request is taken any more'),
  /** And then: how long work under way may take. */
  SHUTDOWN_SECONDS: seconds(30, 0, 'how long work under way may take after a signal'),
});
export type ProcessSettings = SettingsOf<typeof processSlice>;
