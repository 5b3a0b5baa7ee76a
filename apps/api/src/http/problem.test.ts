import { describe, expect, test } from 'vitest';
import { DocketError, errorCodes, problemDetails } from '@docket/contracts/errors';
import { toDocketError, toProblem } from './problem.ts';

const failure = (fields: object): Error => Object.assign(new Error('secret inside'), fields);

describe('problem details', () => {
  test.each(errorCodes)('%s is whole, and its status is that of an error', (code) => {
    const problem = problemDetails.parse(toProblem(new DocketError(code, 'why'), 'r-1'));
    expect(problem).toMatchObject({ code, detail: 'why', requestId: 'r-1', type: `/docs#error-${code}` });
    expect(problem.status).toBeGreaterThanOrEqual(400);
  });

  test('Retry-After is whole seconds, at least one', () => {
    const seconds = (retryAfter: number) => toProblem(new DocketError('queue_full', '', { retryAfter }), '').retryAfter;
    expect([seconds(0), seconds(0.2), seconds(1.1)]).toEqual([1, 1, 2]);
  });
});

describe('what libraries throw', () => {
  test.each([
    [{ code: 'ECONNREFUSED' }, 'unavailable'],
    [{ code: '57P03' }, 'unavailable'],
    [{ code: '53300' }, 'unavailable'],
    [{ code: '08006' }, 'unavailable'],
    [{ message: 'timeout exceeded when trying to connect' }, 'unavailable'],
    [{ code: '22021' }, 'invalid_request'],
    [{ status: 400 }, 'invalid_request'],
    [{ code: '23505' }, 'internal'],
    [{}, 'internal'],
  ])('%j is %s and says nothing of its inside', (fields, code) => {
    const known = toDocketError(failure(fields));
    expect(known.code).toBe(code);
    expect(known.message).not.toContain('secret');
  });

  test.each([undefined, null, 'text', 7])('even %j', (thrown) => {
    expect(toDocketError(thrown).code).toBe('internal');
  });
});
