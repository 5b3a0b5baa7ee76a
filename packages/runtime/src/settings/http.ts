import { z } from 'zod';
import { flag, port, trustProxy, words } from './forms.ts';
import { slice, type SettingsOf, type Variable } from './slice.ts';

/** Of the api alone. */
export const apiSlice = slice({ API_PORT: port(3000) });
export type ApiHttpSettings = SettingsOf<typeof apiSlice>;

/** Of a worker, whose HTTP is health and metrics. */
export const workerHttpSlice = slice({ WORKER_PORT: port(3010) });

/** Browser origins accepted besides our own. */
export const allowedOrigins = {
  form: words.pipe(z.array(z.string().regex(/^https?:\/\/[^/]+$/))).default([]),
  expects: 'give origins such as https://example.org, without a path, with commas between, or unset it',
} satisfies Variable;

/** Of whatever browsers talk to: api and realtime. */
export const edgeSlice = slice({
  ALLOWED_ORIGINS: allowedOrigins,
  /** Hops of reverse proxies in front; 0 trusts no X-Forwarded-For. */
  TRUST_PROXY: trustProxy,
  /** Sign-ups, logins and connections are throttled; load tests on loopback switch it off. */
  DISABLE_THROTTLE: flag('take sign-ups, logins and connections without a limit (load tests on loopback)'),
});
export type EdgeSettings = SettingsOf<typeof edgeSlice>;
