import type { Express, Request, RequestHandler, Response } from 'express';
import type { Queue } from 'bullmq';
import { DocketError } from '@docket/contracts/errors';
import { queues as descriptions, queueNames, type QueueName } from '@docket/contracts/jobs/registry';
import { openQueueBoard, QUEUE_BOARD_PATH } from '@docket/contracts/http/queue';
import { requireUser, type Ctx } from '@docket/domain/spine/ctx';
import { isLiveAdminSession } from '@docket/domain/identity/session/is-live-admin-session';
import type { Queues } from '@docket/queue/queues';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount, Platform } from '../http/mount.ts';
import { stateOf } from '../http/request-state.ts';
import { issueTicket, readTicket } from './ticket.ts';

const COOKIE = 'docket_queue_board';
const LIFE_MS = 15 * 60_000;

type BoardOptions = {
  readonly platform: Platform;
  readonly queues: Queues;
  readonly config: Pick<ApiSettings, 'QUEUE_BOARD_SECRET'>;
};

function cookieOf(request: Request): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('=', 2));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}

/** Only the board's own pages may change anything: browsers say where a request comes from, and none of ours comes without that. */
function refuseForeign(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const sameOrigin =
    site === 'same-origin' ||
    (site === undefined && origin !== undefined && URL.parse(origin)?.host === request.headers.host);
  if (!sameOrigin) throw new DocketError('forbidden', 'This comes from another site than the queue board.');
}

async function admit(options: BoardOptions, request: Request): Promise<void> {
  const { platform, config } = options;
  const ticket = readTicket(config.QUEUE_BOARD_SECRET, cookieOf(request) ?? '', platform.clock.now().getTime());
  if (ticket === undefined || !(await isLiveAdminSession(platform, ticket)))
    throw new DocketError(
      'unauthenticated',
      `The queue board needs a cookie: an admin's POST ${openQueueBoard.path} gives one for a quarter of an hour.`,
    );
  refuseForeign(request);
}

/** Loaded for the first admin who looks. */
async function buildBoard(queues: ReadonlyMap<QueueName, Queue>): Promise<RequestHandler> {
  const [{ createBullBoard }, { BullMQAdapter }, { ExpressAdapter }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/api/bullMQAdapter'),
    import('@bull-board/express'),
  ]);
  const adapter = new ExpressAdapter();
  adapter.setBasePath(QUEUE_BOARD_PATH);
  createBullBoard({
    queues: [...queues].map(([name, queue]) => new BullMQAdapter(queue, { description: descriptions[name] })),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Docket queues' } },
  });
  return adapter.getRouter() as RequestHandler;
}

/**
 * The pages of bull-board, which know nothing of our tokens: a short-lived signed cookie stands for an admin's login, is sent to
 * these addresses alone and never from another site, and ends with the login. Goes before the web app, which answers browsers.
 */
export function mountQueueBoard(app: Express, options: BoardOptions): void {
  const boards = new WeakMap<Queue, Promise<RequestHandler>>();

  async function boardFor(request: Request): Promise<RequestHandler> {
    await admit(options, request);
    const open = await Promise.all(
      queueNames.map(async (name) => [name, await options.queues.of(name)] as const),
    ).catch((cause: unknown) => {
      throw new DocketError('unavailable', 'Redis is away at the moment.', { retryAfter: 5, cause });
    });
    const first = open[0]?.[1];
    if (first === undefined) throw new Error('there is no queue');
    const board = boards.get(first) ?? buildBoard(new Map(open));
    boards.set(first, board);
    return board;
  }

  app.use(QUEUE_BOARD_PATH, (request, response, next) => {
    // The address that gives the cookie is an ordinary route.
    if (request.path === '/session') {
      next();
      return;
    }
    stateOf(request).route = QUEUE_BOARD_PATH;
    boardFor(request).then((board) => board(request, response, next), next);
  });
}

/** The route that gives the cookie. */
export function mountBoardSession(mount: Mount, config: Pick<ApiSettings, 'QUEUE_BOARD_SECRET'>): void {
  mount(openQueueBoard, async ({ ctx, request }) => {
    const until = ctx.clock.now().getTime() + LIFE_MS;
    setCookie(
      ctx,
      request.res,
      issueTicket(config.QUEUE_BOARD_SECRET, { sessionId: requireUser(ctx).sessionId, until }),
    );
    return { url: QUEUE_BOARD_PATH, expiresAt: new Date(until).toISOString() };
  });
}

function setCookie(ctx: Ctx, response: Response | undefined, ticket: string): void {
  if (response === undefined) throw new Error('a request without a response');
  response.cookie(COOKIE, ticket, {
    httpOnly: true,
    sameSite: 'strict',
    secure: response.req.secure,
    path: QUEUE_BOARD_PATH,
    maxAge: LIFE_MS,
  });
  ctx.log.info('an admin opened the queue board');
}
