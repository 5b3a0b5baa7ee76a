import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/** Who may call: anybody, anybody logged in, setters (of problems) and admins, managers (of venues) and admins, admins only. */
export type Access = 'public' | 'user' | 'setter' | 'manager' | 'admin';

/** What a route takes that does not take JSON of its own contract. */
export type BodyType = 'application/zip' | 'application/json' | 'text/csv';

/**
 * One HTTP operation as data. The API mounts it, the SDK calls it, `/openapi.json` describes it:
 * all three from this one object. Paths use Express's `:name` for parameters.
 */
export type RouteContract = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly area: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  /** JSON body. Routes that take bytes say so in `bodyType` instead. */
  readonly body?: z.ZodType;
  readonly bodyType?: BodyType | readonly BodyType[];
  /** The answer is the same for everybody and for ever; browsers and proxies may keep it. */
  readonly cache?: 'immutable';
  /** Takes an `Idempotency-Key` header. */
  readonly idempotent?: boolean;
  readonly status: 200 | 201 | 202 | 204;
  /** Another status for some answers, such as work that was waited for until it was done. */
  readonly settled?: { readonly status: 200; readonly when: (answer: unknown) => boolean };
  readonly response?: z.ZodType;
  readonly errors: readonly ErrorCode[];
};

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
