import type { ErrorRequestHandler } from 'express';
import { toDocketError, toProblem } from './problem.ts';
import { stateOf } from './request-state.ts';

/** Errors below `/api` as the Contest API says them: the status as `code`, and a `message`. Our own code is the `reason`; the rest is as everywhere. */
export const answerCcsError: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const known = toDocketError(error);
  if (response.headersSent || known.code === 'internal') {
    next(error);
    return;
  }
  const { code: reason, ...problem } = toProblem(known, stateOf(request).requestId);
  if (problem.status === 401) response.setHeader('www-authenticate', 'Basic realm="Docket", charset="UTF-8"');
  if (problem.retryAfter !== undefined) response.setHeader('retry-after', String(problem.retryAfter));
  response.setHeader('cache-control', 'no-store');
  response.status(problem.status).json({ ...problem, code: problem.status, message: known.message, reason });
};
