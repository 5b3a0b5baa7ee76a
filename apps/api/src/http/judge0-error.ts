import type { ErrorRequestHandler } from 'express';
import type { DocketError } from '@docket/contracts/errors';
import { stateOf } from './request-state.ts';
import { sendProblem, toDocketError, toProblem } from './problem.ts';

/** Wrong fields of a body by their names, as Judge0 tells of them; undefined where the error is about something else. */
export function fieldsOf({ code, fields = [] }: DocketError): Record<string, string[]> | undefined {
  const wrong = fields.filter(({ path }) => /^body\.\w+$/.test(path) && path !== 'body.submissions');
  if (code !== 'invalid_request' && code !== 'callback_refused') return undefined;
  if (wrong.length === 0 || wrong.length < fields.length) return undefined;
  const byName = Map.groupBy(wrong, ({ path }) => (path === 'body.callbackUrl' ? 'callback_url' : path.slice(5)));
  return Object.fromEntries([...byName].map(([name, each]) => [name, each.map(({ message }) => message)]));
}

/** Errors below `/judge0`: wrong fields in Judge0's form, all others as everywhere, with `error` besides, which its clients read. */
export const answerJudge0Error: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const known = toDocketError(error);
  const fields = fieldsOf(known);
  if (response.headersSent || known.code === 'internal') {
    next(error);
    return;
  }
  if (fields === undefined) {
    const problem = toProblem(known, stateOf(request).requestId);
    sendProblem(response, { ...problem, error: known.message });
    return;
  }
  response.setHeader('cache-control', 'no-store');
  response.status(422).json(fields);
};
