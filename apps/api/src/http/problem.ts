import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { DocketError, ERROR_CODES, httpStatusOf, type ErrorCode, type ProblemDetails } from '@docket/contracts/errors';
import { stateOf } from './request-state.ts';

/** An error as RFC 9457 says it. `type` leads to the page that explains the code. */
export function toProblem(error: DocketError, requestId: string): ProblemDetails {
  return {
    type: `/docs#error-${error.code}`,
    title: ERROR_CODES[error.code][1],
    status: httpStatusOf(error.code),
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.fields === undefined ? {} : { errors: error.fields.map(({ path, message }) => ({ path, message })) }),
    ...(error.retryAfter === undefined ? {} : { retryAfter: Math.max(1, Math.ceil(error.retryAfter)) }),
    ...(error.used === undefined ? {} : { used: error.used }),
  };
}

/** Sends a problem, with members of its own where others read it, too (RFC 9457, 3.2). */
export function sendProblem(response: Response, problem: ProblemDetails & Readonly<Record<string, unknown>>): void {
  if (problem.retryAfter !== undefined) response.setHeader('retry-after', String(problem.retryAfter));
  if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer');
  response.setHeader('cache-control', 'no-store');
  response.removeHeader('etag');
  response.status(problem.status).setHeader('content-type', 'application/problem+json; charset=utf-8');
  response.end(JSON.stringify(problem));
}

/** Fields of errors that libraries throw. */
function fieldOf(error: unknown, name: 'status' | 'code' | 'message'): unknown {
  return typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined;
}

/** SQLSTATE classes 08 (connection), 53 (resources), 57P (operator intervention), and the network's own words. */
const AWAY = /^(08...|53...|57P..|ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT)$/;
/** Text that Postgres cannot hold: what slipped past our own check of NUL and surrogates. */
const UNSTORABLE = new Set(['22021', '22P05']);

/** Whatever was thrown, as one of our codes. Errors nobody foresaw become `internal` and say nothing of their inside. */
export function toDocketError(error: unknown): DocketError {
  if (error instanceof DocketError) return error;
  const code = fieldOf(error, 'code');
  const message = fieldOf(error, 'message');
  if (typeof code === 'string' && UNSTORABLE.has(code))
    return new DocketError('invalid_request', 'A text of the request holds characters that cannot be stored.', {
      cause: error,
    });
  const poolExhausted =
    typeof message === 'string' && /timeout exceeded when trying to connect|Connection terminated/.test(message);
  if (poolExhausted || (typeof code === 'string' && AWAY.test(code))) {
    return new DocketError('unavailable', 'The database does not answer at the moment. Try again shortly.', {
      retryAfter: 2,
      cause: error,
    });
  }
  const status = fieldOf(error, 'status');
  // What the router says of an address it cannot decode, such as /problems/%zz.
  if (status === 400)
    return new DocketError('invalid_request', 'The address holds an escape (%xx) that is not valid UTF-8.', {
      cause: error,
    });
  return new DocketError('internal', 'Something failed on our side. Quote the requestId when you report it.', {
    cause: error,
  });
}

/** Last in line: turns what was thrown into an answer. */
export const answerError: ErrorRequestHandler = (error: unknown, request, response, _next) => {
  const { requestId, log } = stateOf(request);
  const known = toDocketError(error);
  if (httpStatusOf(known.code) >= 500) log.error({ err: error, code: known.code }, 'request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  sendProblem(response, toProblem(known, requestId));
};

/** For addresses nobody answers. */
export const answerNotFound: RequestHandler = (request, _response, next) => {
  const code: ErrorCode = 'not_found';
  next(
    new DocketError(code, `There is nothing at ${request.path.slice(0, 200)}. GET /openapi.json lists what there is.`),
  );
};
