import type { Express, Request, Response } from 'express';
import { needsLogin } from '@docket/contracts/access';
import {
  bodySchemaOf,
  type RouteBody,
  type RouteContract,
  type RouteParams,
  type RouteQuery,
  type RouteResponse,
} from '@docket/contracts/http/route';
import type { Ctx, CtxWith } from '@docket/domain/spine/ctx';
import type { ApiSettings } from '@docket/runtime/settings/services';
import { answer, statusOf } from './answer.ts';
import { authorise, checkSignature, identify, type Signatures } from './auth.ts';
import { FORM_TYPE, mediaType, readFormBody, readJsonBody, readRawBody } from './body.ts';
import { sendFile, type FileAnswer } from './file-answer.ts';
import { holdAnswer, holdError } from './hold-contract.ts';
import { once } from './once.ts';
import { stateOf } from './request-state.ts';
import { refuseUnstorableText } from './text.ts';
import type { Throttle } from './throttle.ts';
import { parseIdempotencyKey, parsePart } from './validate.ts';

/** A request as a handler sees it: who calls, and everything parsed by the contract. */
export type Call<R extends RouteContract> = {
  readonly ctx: CtxWith<ApiSettings>;
  readonly params: RouteParams<R>;
  readonly query: RouteQuery<R>;
  readonly body: RouteBody<R>;
  /** The raw body of routes that take bytes; otherwise empty. */
  readonly bytes: Buffer;
  /** For a verb that claims the key in its own transaction; null for all others, whose key is kept here. */
  readonly idempotencyKey: string | null;
  /** To be called by such a verb when it answers what the key was answered before. */
  readonly onReplay: () => void;
  /** For what only the connection knows: address, host, user agent. */
  readonly request: Request;
};

export type Handler<R extends RouteContract> = (
  call: Call<R>,
) => Promise<R extends { readonly answerType: unknown } ? FileAnswer : RouteResponse<R>>;

/** What verbs share over all requests; the rest of their context is the request's. */
export type Platform = Pick<Ctx, 'db' | 'clock' | 'dispatch'>;

export type MountOptions = {
  /** `verb`: the verb claims the `Idempotency-Key` in the transaction of its effect. Otherwise the key is kept around the handler (`once`). */
  readonly key?: 'verb';
};

export type Mount = <R extends RouteContract>(contract: R, handler: Handler<R>, options?: MountOptions) => void;

export type MountConfig = {
  /** Every verb has them; each says which of them it needs. */
  readonly settings: ApiSettings;
  /** Under test: answers and error codes are held to their contracts, which elsewhere would cost time on each request. */
  readonly strict: boolean;
  readonly signatures?: Signatures;
  readonly throttle: Pick<Throttle, 'apiToken'>;
};

const NOTHING = Buffer.alloc(0);

/** Makes the one function that puts a contract and its handler on the application. Everything a route has in common happens here. */
export function createMount(app: Express, platform: Platform, config: MountConfig): Mount {
  const signatures = config.signatures ?? {};

  return function mount(contract, handler, options = {}) {
    refuseUnusable(contract, signatures);
    const call = anyHandler(handler);

    async function respond(request: Request, response: Response): Promise<void> {
      const state = stateOf(request);
      state.route = contract.path;
      const actor = await identify(platform, request, contract);
      if (actor.kind === 'user' && actor.scopes !== undefined && contract.scopes !== undefined)
        await config.throttle.apiToken(actor.sessionId);
      if (actor.kind === 'user') state.userId = actor.userId;
      const ctx: CtxWith<ApiSettings> = {
        ...platform,
        settings: config.settings,
        actor,
        requestId: state.requestId,
        log: state.log,
      };
      authorise(ctx, contract);

      const asked = await readRequest(contract, request, (bytes) =>
        checkSignature(request, contract.access, signatures, bytes),
      );
      if (contract.answerType !== undefined) {
        const file = await call({ ...asked, ctx, request, idempotencyKey: null, onReplay: () => undefined });
        await sendFile(request, response, asFile(file));
        return;
      }
      const key = contract.idempotent === true ? parseIdempotencyKey(request.headers['idempotency-key']) : null;
      let replayed = false;
      const work = async () => {
        const body = await call({
          ...asked,
          ctx,
          request,
          idempotencyKey: options.key === 'verb' ? key : null,
          onReplay: () => void (replayed = true),
        });
        if (config.strict) holdAnswer(contract, body);
        return { status: statusOf(contract, body), body };
      };
      if (key === null || options.key === 'verb')
        await answer(request, response, contract, { ...(await work()), replayed });
      else await answer(request, response, contract, await once(ctx, contract, key, asked, work));
    }

    app[methodOf(contract)](contract.path, async (request: Request, response: Response) => {
      try {
        await respond(request, response);
      } catch (error) {
        throw config.strict ? holdError(contract, error) : error;
      }
    });
  };
}

/** What would only fail when it is called. */
function refuseUnusable(contract: RouteContract, signatures: Signatures): void {
  const { access } = contract;
  if (typeof access === 'object' && 'signature' in access && !(access.signature in signatures))
    throw new Error(`${contract.path} is signed with ${access.signature}, and there is no such secret`);
  if (contract.forms === true && contract.basic === true)
    throw new Error(
      `${contract.path} takes forms and basic authentication, which browsers send together from anywhere`,
    );
  if (contract.idempotent === true && !needsLogin(access))
    throw new Error(`${contract.path} takes an Idempotency-Key, and keys belong to somebody who is logged in`);
}

type Asked = Pick<LooseCall, 'params' | 'query' | 'body' | 'bytes'> & { readonly type: string };

/** Everything that was sent, parsed by the contract. @param check sees the bytes of the body before anything reads them */
async function readRequest(contract: RouteContract, request: Request, check: (bytes: Buffer) => void): Promise<Asked> {
  const params = textChecked(contract.params === undefined ? undefined : request.params, 'params');
  const query = textChecked(contract.query === undefined ? undefined : request.query, 'query');
  const parsed = {
    params: parsePart(contract.params, 'params', params),
    query: parsePart(contract.query, 'query', query),
    type: mediaType(request),
  };
  if (contract.bodyType !== undefined) {
    const bytes = await readRawBody(request, [contract.bodyType].flat());
    check(bytes);
    return { ...parsed, body: undefined, bytes };
  }
  if (contract.body === undefined) {
    check(NOTHING);
    return { ...parsed, body: undefined, bytes: NOTHING };
  }
  const read = contract.forms === true && parsed.type === FORM_TYPE ? readFormBody : readJsonBody;
  return {
    ...parsed,
    body: parsePart(bodySchemaOf(contract), 'body', await read(request, check)),
    bytes: NOTHING,
  };
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

/** The type of a handler says so of the routes whose contract has an `answerType`, which the compiler cannot follow through `R`. */
function asFile(answer: unknown): FileAnswer {
  return answer as FileAnswer;
}

/** The schemas of the contract, which the types of the handler come from, have parsed params, query and body; the compiler cannot follow that through `R`. */
function anyHandler<R extends RouteContract>(handler: Handler<R>): (call: LooseCall) => Promise<unknown> {
  return handler as unknown as (call: LooseCall) => Promise<unknown>;
}
