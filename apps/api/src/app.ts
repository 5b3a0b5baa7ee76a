import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import type { Redis } from 'ioredis';
import type { Queues } from '@docket/queue/queues';
import type { Config } from '@docket/runtime/config';
import type { Logger } from '@docket/runtime/logger';
import type { Registry } from '@docket/runtime/metrics';
import { mountBoardSession, mountQueueBoard } from './board/queue-board.ts';
import { contracts } from './contracts.ts';
import { mountMethodFallbacks } from './http/methods.ts';
import { createMount, type Platform } from './http/mount.ts';
import { observe } from './http/observe.ts';
import { answerError, answerNotFound } from './http/problem.ts';
import { cors, securityHeaders } from './http/security.ts';
import { createThrottle } from './http/throttle.ts';
import { mountWebApp } from './http/web-app.ts';
import { mountDocs } from './openapi/mount-docs.ts';
import { mountCatalog } from './routes/catalog.ts';
import { mountBookings } from './routes/bookings.ts';
import { mountFeatures } from './routes/features.ts';
import { mountIdentity } from './routes/identity.ts';
import { mountInvariants } from './routes/invariants.ts';
import { mountLanguages } from './routes/languages.ts';
import { mountProblems } from './routes/problems.ts';
import { mountRealtime } from './routes/realtime.ts';
import { mountAdminMessages } from './routes/admin-messages.ts';
import { mountAdminQueue } from './routes/admin-queue.ts';
import { mountRoom } from './routes/waiting-room.ts';
import { mountRejudges } from './routes/rejudges.ts';
import { mountRuns } from './routes/runs.ts';
import { mountShowSeats } from './routes/show-seats.ts';
import { mountSubmissions } from './routes/submissions.ts';
import { mountTickets } from './routes/tickets.ts';
import { mountWaitingList } from './routes/waiting-list.ts';

export type AppOptions = {
  readonly config: Config;
  readonly platform: Platform;
  readonly queues: Queues;
  /** `producer` profile; counts of throttles live there. */
  readonly redis: Redis;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly stopping: () => boolean;
  /** Folder of the built web app. */
  readonly webRoot?: string;
};

const BUILT_WEB_APP = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The whole HTTP application but health and metrics, which the server answers itself. */
export function createApp(options: AppOptions): Express {
  const { config, platform, log, metrics, stopping } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.TRUST_PROXY === 0 ? false : config.TRUST_PROXY);
  app.use(observe({ log, metrics, stopping }), securityHeaders(), cors(config.ALLOWED_ORIGINS));

  mountQueueBoard(app, { platform, queues: options.queues, config });
  mountWebApp(app, options.webRoot ?? BUILT_WEB_APP);
  // After the web app, whose page at /docs is the one that browsers get.
  mountDocs(app);

  const mount = createMount(app, platform, config);
  const throttle = createThrottle(options.redis, config);
  mountIdentity(mount, throttle);
  mountProblems(mount);
  mountLanguages(mount);
  mountSubmissions(mount, throttle, config);
  mountRuns(mount, throttle, config);
  mountRejudges(mount);
  mountCatalog(mount);
  mountBookings(mount, throttle, config);
  mountShowSeats(mount, options.redis, config);
  mountRoom(mount, throttle, config);
  mountWaitingList(mount, throttle, config);
  mountTickets(mount, config);
  mountInvariants(mount);
  mountAdminQueue(mount);
  mountAdminMessages(mount);
  mountBoardSession(mount, config);
  mountRealtime(mount, config);
  mountFeatures(mount, config);

  mountMethodFallbacks(app, contracts);
  app.use(answerNotFound);
  app.use(answerError);
  return app;
}
