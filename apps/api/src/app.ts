import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import type { Redis } from 'ioredis';
import type { Queues } from '@docket/queue/queues';
import type { LoginProvider } from '@docket/domain/identity/provider/port';
import type { PaymentProviders } from '@docket/domain/payment/providers';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Logger } from '@docket/runtime/logger';
import type { Registry } from '@docket/runtime/metrics';
import { areas, contracts, mountAreas } from './areas.ts';
import { mountQueueBoard } from './board/queue-board.ts';
import { mountMethodFallbacks } from './http/methods.ts';
import { createMount, type Platform } from './http/mount.ts';
import { observe } from './http/observe.ts';
import { answerCcsError } from './http/ccs-error.ts';
import { answerJudge0Error } from './http/judge0-error.ts';
import { answerError, answerNotFound } from './http/problem.ts';
import { cors, securityHeaders } from './http/security.ts';
import { createThrottle } from './http/throttle.ts';
import { pageHeads } from './http/page-heads.ts';
import { mountWebApp } from './http/web-app.ts';
import { mountDocs } from './openapi/mount-docs.ts';
import type { Feeds } from './feeds.ts';
import type { Waits } from './waits.ts';

export type AppOptions = {
  readonly config: ApiSettings;
  readonly platform: Platform;
  readonly queues: Queues;
  /** `producer` profile; counts of throttles live there. */
  readonly redis: Redis;
  readonly providers: PaymentProviders;
  readonly loginProviders: readonly LoginProvider[];
  readonly waits: Waits;
  readonly feeds: Feeds;
  readonly log: Logger;
  readonly metrics: Registry;
  /** Folder of the built web app. */
  readonly webRoot?: string;
};

const BUILT_WEB_APP = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The whole HTTP application but health and metrics, which the server answers itself. */
export function createApp(options: AppOptions): Express {
  const { config, platform, log, metrics } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.TRUST_PROXY === 0 ? false : config.TRUST_PROXY);
  app.use(observe({ log, metrics }), securityHeaders(), cors(config.ALLOWED_ORIGINS));

  mountQueueBoard(app, { platform, queues: options.queues, config });
  mountWebApp(app, options.webRoot ?? BUILT_WEB_APP, pageHeads({ ...platform, actor: { kind: 'anonymous' } }));
  // After the web app, whose page at /docs is the one that browsers get.
  mountDocs(app);

  const throttle = createThrottle(options.redis, config);
  const mount = createMount(app, platform, { settings: config, strict: config.NODE_ENV === 'test', throttle });
  mountAreas(areas, mount, {
    config,
    throttle,
    redis: options.redis,
    providers: options.providers,
    loginProviders: options.loginProviders,
    waits: options.waits,
    feeds: options.feeds,
    platform,
  });

  mountMethodFallbacks(app, contracts);
  app.use(answerNotFound);
  app.use('/judge0', answerJudge0Error);
  app.use('/api', answerCcsError);
  app.use(answerError);
  return app;
}
