import { z } from 'zod';
import { rolesNeeded, type Access } from '../access.ts';
import type { ErrorCode } from '../errors.ts';
import type { ApiScope } from '../scopes.ts';
import { strictly } from '../strict.ts';

/** What a route takes that does not take JSON of its own contract. */
export type BodyType =
  | 'application/zip'
  | 'application/json'
  | 'application/csv'
  | 'application/octet-stream'
  | 'application/xml'
  | 'application/vnd.ms-excel'
  | 'text/csv'
  | 'text/plain'
  | 'text/tab-separated-values'
  | 'text/xml'
  | 'image/webp'
  | 'image/jpeg'
  | 'image/png';

/**
 * What the same request does when it comes again. `true`: with the same `Idempotency-Key` nothing more, and it gets the first answer. The others
 * need no key:
 * - `state`: it sets a state or enters a place; again it changes nothing.
 * - `unique`: it makes what has a name that only one can have, and is refused when it comes again.
 * - `body`: the body carries a key of its own for each thing it asks for.
 * - `fresh`: each answer is for itself and short-lived, such as a token.
 * - `reads`: it changes nothing.
 */
export type Idempotence = true | 'state' | 'unique' | 'body' | 'fresh' | 'reads';

/** POST is the method that may do a thing twice, so each says what happens then; the other methods may be repeated by definition. */
type Repeatable =
  | { readonly method: 'GET' | 'PUT' | 'PATCH' | 'DELETE'; readonly idempotent?: undefined }
  | { readonly method: 'POST'; readonly idempotent: Idempotence };

/**
 * One HTTP operation as data. The API mounts it, the SDK calls it, `/openapi.json` describes it:
 * all three from this one object. Paths use Express's `:name` for parameters.
 */
export type RouteContract = Repeatable & {
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** API tokens with one of these reach it; without any it is for people who are logged in. */
  readonly scopes?: readonly [ApiScope, ...ApiScope[]];
  /** Headers that may carry the token besides `Authorization`, where clients of others know them. */
  readonly tokenHeaders?: readonly string[];
  /** Takes HTTP basic authentication, too: the name of the account, and a token as password. A login that is none is refused, also where nobody needs one. */
  readonly basic?: true;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  /** JSON body. Routes that take bytes say so in `bodyType` instead. */
  readonly body?: z.ZodType;
  readonly bodyType?: BodyType | readonly BodyType[];
  /** Takes the fields of its body as those of a form, too. A browser sends forms from anywhere, so it goes with no `basic`. */
  readonly forms?: true;
  /** A body with a field that is not in it is refused and not read without it: where a slip in a name would move other money than was meant. */
  readonly exact?: true;
  /** A body as a reader of the documentation may send it, where one made from the schema would be refused or say little. */
  readonly example?: unknown;
  /**
   * `immutable`: the answer is the same for everybody and for ever; browsers and proxies may keep it. `shared`: many are answered with one and the
   * same object, which is written once, and an ETag says to those who have it that it is the same still.
   */
  readonly cache?: 'immutable' | 'shared';
  readonly status: 200 | 201 | 202 | 204;
  /** Another status for some answers, such as work that was waited for until it was done. */
  readonly settled?: { readonly status: 200; readonly when: (answer: unknown) => boolean };
  readonly response?: z.ZodType;
  /** Of a route that answers with a file instead of JSON: its media types. */
  readonly answerType?: string | readonly string[];
  /** What its verb may refuse with. What every route of its kind may answer besides is in `declaredErrors`. */
  readonly errors: readonly ErrorCode[];
};

/** Every code that a route may answer: its own, and those of its kind. What it answers besides is a mistake, which tests are told of. */
export function declaredErrors(route: RouteContract): readonly ErrorCode[] {
  const codes: ErrorCode[] = [...route.errors, 'internal', 'unavailable'];
  const takesBody = route.body !== undefined || route.bodyType !== undefined;
  if (route.body !== undefined) codes.push('invalid_json');
  if (takesBody) codes.push('body_too_large', 'unsupported_media_type');
  if (takesBody || route.params !== undefined || route.query !== undefined) codes.push('invalid_request');
  if (route.access !== 'public') codes.push('unauthenticated', 'scope_missing');
  if (route.basic === true) codes.push('unauthenticated');
  if (route.scopes !== undefined) codes.push('too_many_requests');
  if (rolesNeeded(route.access) !== undefined) codes.push('forbidden');
  if (route.idempotent === true) codes.push('invalid_request', 'idempotency_mismatch', 'idempotency_in_progress');
  return [...new Set(codes)];
}

/** What the JSON body of a route is parsed with. */
export function bodySchemaOf({ body, exact }: Pick<RouteContract, 'body' | 'exact'>): z.ZodType | undefined {
  return body !== undefined && exact === true ? strictly(body) : body;
}

/** Keeps the literal types of a route while checking its form. */
export function route<const R extends RouteContract>(contract: R): R {
  return contract;
}

type SchemaOf<R, K extends string> = R extends { readonly [P in K]: infer S extends z.ZodType } ? S : undefined;
type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined;
type InputOf<S> = S extends z.ZodType ? z.input<S> : undefined;

export type RouteParams<R> = OutputOf<SchemaOf<R, 'params'>>;
export type RouteQuery<R> = OutputOf<SchemaOf<R, 'query'>>;
export type RouteBody<R> = OutputOf<SchemaOf<R, 'body'>>;
export type RouteQueryInput<R> = InputOf<SchemaOf<R, 'query'>>;
export type RouteBodyInput<R> = InputOf<SchemaOf<R, 'body'>>;
export type RouteResponse<R> = OutputOf<SchemaOf<R, 'response'>>;

/** A page of a list. `nextCursor` is opaque; null on the last page. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({
    data: z.array(item),
    meta: z.object({ nextCursor: z.string().nullable(), total: z.int().optional() }),
  });
}

/** Query fields every list takes. */
export const pageQuery = {
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};

export const uuid = z.uuid();
export const timestamp = z.iso.datetime();
