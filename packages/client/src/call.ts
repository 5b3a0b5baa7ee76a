import type {
  BodyType,
  RouteBodyInput,
  RouteContract,
  RouteParams,
  RouteQueryInput,
  RouteResponse,
} from '@docket/contracts/http/route';
import { withDeadline } from './deadline.ts';
import { DocketApiError, errorFromResponse, networkError } from './errors.ts';

type Optional<K extends string, T> = undefined extends T
  ? { readonly [P in K]?: T }
  : Record<string, never> extends T
    ? { readonly [P in K]?: T }
    : { readonly [P in K]: T };

/** What one call of a route needs, taken from its contract, and what any call may add. */
export type CallInput<R extends RouteContract> = Optional<'params', RouteParams<R>> &
  Optional<'query', RouteQueryInput<R>> &
  (R extends { readonly bodyType: unknown }
    ? {
        readonly body: Uint8Array<ArrayBuffer> | Blob | string;
        /** Which of the types that the route takes the body has; a blob says so itself. */
        readonly contentType?: BodyType;
      }
    : Optional<'body', RouteBodyInput<R>>) & {
    readonly idempotencyKey?: string | undefined;
    readonly signal?: AbortSignal | undefined;
    /** Milliseconds to wait for the whole answer, for each try; instead of the client's own. */
    readonly timeoutMs?: number | undefined;
    /** Takes and sends cookies of the server's own origin. Only what hands out a cookie needs it. */
    readonly cookies?: boolean;
  };

/** The arguments after the route: none are needed where the contract asks for nothing. */
export type CallArgs<R extends RouteContract> =
  Record<string, never> extends CallInput<R> ? [input?: CallInput<R>] : [input: CallInput<R>];

/** The input of any call, which the types of the route have been held to. */
export type LooseInput = {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly contentType?: BodyType;
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly cookies?: boolean;
};

export type Transport = {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly token: string | undefined;
  /** Milliseconds until an answer has to be there whole. */
  readonly timeoutMs: number;
};

/** Files may be large and lines slow. */
const UPLOAD_TIMES = 15;

/**
 * Sends one request as its contract describes. Throws `DocketApiError` for every refusal and for an answer that is missing or late;
 * an abort by `signal` stays the signal's own reason. Answers are not validated again: an older client must be able
 * to read a newer server's answer that has more in it.
 */
export function sendCall<R extends RouteContract>(
  transport: Transport,
  route: R,
  input: LooseInput,
): Promise<RouteResponse<R>> {
  const usual = route.bodyType === undefined ? transport.timeoutMs : transport.timeoutMs * UPLOAD_TIMES;
  return withDeadline(input.timeoutMs ?? usual, input.signal, (signal) => exchange(transport, route, input, signal));
}

async function exchange<R extends RouteContract>(
  transport: Transport,
  route: R,
  input: LooseInput,
  signal: AbortSignal,
): Promise<RouteResponse<R>> {
  // Plain objects: not every JavaScript that has fetch has Headers.
  const headers: Record<string, string> = { accept: 'application/json' };
  if (transport.token !== undefined) headers['authorization'] = `Bearer ${transport.token}`;
  if (input.idempotencyKey !== undefined) headers['idempotency-key'] = input.idempotencyKey;
  const credentials = input.cookies === true ? 'same-origin' : 'omit';
  const init: RequestInit = {
    method: route.method,
    headers,
    cache: route.cache === 'immutable' ? 'default' : 'no-store',
    credentials,
    signal,
  };
  if (route.bodyType !== undefined) {
    const body = rawBody(input.body);
    headers['content-type'] = rawType([route.bodyType].flat(), body, input.contentType);
    init.body = body;
  } else if (input.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(input.body);
  }

  let response: Response;
  try {
    response = await transport.fetch(transport.baseUrl + buildPath(route.path, input.params, input.query), init);
  } catch (cause) {
    throw networkError(cause);
  }
  if (!response.ok) throw await errorFromResponse(response);
  if (route.response === undefined) return asAnswer<R>(undefined);
  try {
    return asAnswer<R>(await response.json());
  } catch (cause) {
    throw new DocketApiError({
      code: 'bad_response',
      status: response.status,
      title: 'Unexpected answer',
      detail: 'The server’s answer could not be read.',
      cause,
    });
  }
}

/** Fills `:name` parts and appends the query; lists repeat their key, undefined and null leave theirs out. */
export function buildPath(template: string, params: unknown, query: unknown): string {
  const values = new Map(entriesOf(params));
  const path = template.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new TypeError(`${template} needs the parameter ${name}`);
    return encodeURIComponent(String(value));
  });
  const pairs: string[] = [];
  for (const [key, value] of entriesOf(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) pairs.push(`${inQuery(key)}=${inQuery(String(item))}`);
    }
  }
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** As forms write it. Done here because `URLSearchParams` is missing or half there where there is no browser. */
function inQuery(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', '+');
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** The types of `CallInput` allow only these where a route takes bytes. */
function rawBody(body: unknown): Blob | Uint8Array<ArrayBuffer> | string {
  return body as Blob | Uint8Array<ArrayBuffer> | string;
}

/** What was said of it, or what a blob says it is, where the route takes that; otherwise the first that the route names. */
function rawType(types: readonly BodyType[], body: Blob | Uint8Array | string, named: BodyType | undefined): string {
  const blobs = typeof Blob === 'function' && body instanceof Blob ? body.type.split(';', 1)[0] : undefined;
  const said = named ?? blobs;
  return types.find((type) => type === said) ?? types[0] ?? 'application/octet-stream';
}

/** The contract is the promise; the server's own tests hold it to its schemas. */
function asAnswer<R extends RouteContract>(value: unknown): RouteResponse<R> {
  return value as RouteResponse<R>;
}
