import { createHash } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import { DocketError } from '@docket/contracts/errors';
import type { RouteBody, RouteContract, RouteParams, RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { Ctx, CtxWith } from '@docket/domain/spine/ctx';
import type { ApiSettings } from '@docket/runtime/settings/services';
import { authorise, identify } from './auth.ts';
import { readJsonBody, readRawBody } from './body.ts';
import { stateOf } from './request-state.ts';
import { refuseUnstorableText } from './text.ts';
import { parseIdempotencyKey, parsePart } from './validate.ts';

/** A request as a handler sees it: who calls, and everything parsed by the contract. */
export type Call<R extends RouteContract> = {
  readonly ctx: CtxWith<ApiSettings>;
  readonly params: RouteParams<R>;
  readonly query: RouteQuery<R>;
  readonly body: RouteBody<R>;
  /** The raw body of routes that take bytes; otherwise empty. */
  readonly bytes: Buffer;
  readonly idempotencyKey: string | null;
  /** For what only the connection knows: address, host, user agent. */
  readonly request: Request;
};

export type Handler<R extends RouteContract> = (call: Call<R>) => Promise<RouteResponse<R>>;

/** What verbs share over all requests; the rest of their context is the request's. */
export type Platform = Pick<Ctx, 'db' | 'clock' | 'dispatch'>;

export type Mount = <R extends RouteContract>(contract: R, handler: Handler<R>) => void;

const NOTHING = Buffer.alloc(0);

/** Makes the one function that puts a contract and its handler on the application. Everything a route has in common happens here. */
export function createMount(app: Express, platform: Platform, settings: ApiSettings): Mount {
  return function mount(contract, handler) {
    const call = anyHandler(handler);
    app[methodOf(contract)](contract.path, async (request: Request, response: Response) => {
      const state = stateOf(request);
      state.route = contract.path;
      const actor = await identify(platform, request, contract.access);
      if (actor.kind === 'user') state.userId = actor.userId;
      const ctx: CtxWith<ApiSettings> = { ...platform, settings, actor, requestId: state.requestId, log: state.log };
      authorise(ctx, contract.access);

      const params = textChecked(contract.params === undefined ? undefined : request.params, 'params');
      const query = textChecked(contract.query === undefined ? undefined : request.query, 'query');
      const result = await call({
        ctx,
        params: parsePart(contract.params, 'params', params),
        query: parsePart(contract.query, 'query', query),
        body: contract.body === undefined ? undefined : parsePart(contract.body, 'body', await readJsonBody(request)),
        bytes: contract.bodyType === undefined ? NOTHING : await readRawBody(request, [contract.bodyType].flat()),
        idempotencyKey: contract.idempotent === true ? parseIdempotencyKey(request.headers['idempotency-key']) : null,
        request,
      });
      if (settings.NODE_ENV === 'test') checkResponse(contract, result);
      answer(request, response, contract, result);
    });
  };
}

/** Long enough to spare the server, short enough that a correction of how plans are told arrives the next day. */
const KEEP = 'public, max-age=86400, immutable';

function answer(request: Request, response: Response, contract: RouteContract, result: unknown): void {
  response.statusCode = contract.settled?.when(result) === true ? contract.settled.status : contract.status;
  // Answers depend on who asks, and browsers get a page at the same address.
  response.setHeader('cache-control', contract.cache === 'immutable' ? KEEP : 'no-store');
  response.vary('Accept');
  if (contract.status === 204) {
    response.end();
    return;
  }
  const body = Buffer.from(JSON.stringify(result), 'utf8');
  if (contract.cache === 'immutable') {
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    response.setHeader('etag', etag);
    if (request.headers['if-none-match']?.split(/\s*,\s*/).some((each) => each.replace(/^W\//, '') === etag) === true) {
      response.statusCode = 304;
      response.end();
      return;
    }
  }
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', body.length);
  response.end(body);
}

/** Tests hold every answer to its contract; elsewhere that would cost time on each request. */
function checkResponse(contract: RouteContract, result: unknown): void {
  const parsed = contract.response?.safeParse(result);
  if (parsed === undefined || parsed.success) return;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new DocketError('internal', `The answer of ${contract.path} breaks its contract: ${issues.join('; ')}`);
}

function textChecked<T>(value: T, place: 'params' | 'query'): T {
  if (value !== undefined) refuseUnstorableText(value, place);
  return value;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

function methodOf(contract: RouteContract): Method {
  const methods = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;
  return methods[contract.method];
}

type LooseCall = Omit<Call<RouteContract>, 'params' | 'query' | 'body'> & {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
};

/** The schemas of the contract, which the types of the handler come from, have parsed params, query and body; the compiler cannot follow that through `R`. */
function anyHandler<R extends RouteContract>(handler: Handler<R>): (call: LooseCall) => Promise<unknown> {
  return handler as unknown as (call: LooseCall) => Promise<unknown>;
}
