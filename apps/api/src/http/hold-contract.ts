import { DocketError } from '@docket/contracts/errors';
import { declaredErrors, type RouteContract } from '@docket/contracts/http/route';
import { strictly } from '@docket/contracts/strict';
import { toDocketError } from './problem.ts';

function nameOf(contract: RouteContract): string {
  return `${contract.method} ${contract.path}`;
}

/** What the client reads: dates are texts by then, and fields without a value are gone. */
function asSent(result: unknown): unknown {
  return result === undefined ? undefined : JSON.parse(JSON.stringify(result));
}

/**
 * Under test every answer is what its contract says, and nothing more: a field that no contract has is one that no client can rely on, or that was
 * not meant to be told.
 * @throws DocketError `internal`
 */
export function holdAnswer(contract: RouteContract, result: unknown): void {
  const sent = asSent(result);
  if (contract.response === undefined) {
    if (sent !== undefined && contract.status !== 204)
      throw new DocketError('internal', `${nameOf(contract)} answers something, and its contract nothing.`);
    return;
  }
  const parsed = strictly(contract.response).safeParse(sent);
  if (parsed.success) return;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new DocketError('internal', `The answer of ${nameOf(contract)} breaks its contract: ${issues.join('; ')}`);
}

/** Under test a code that the route does not declare is a mistake of the route. @returns what is to be thrown */
export function holdError(contract: RouteContract, error: unknown): unknown {
  const { code } = toDocketError(error);
  if (declaredErrors(contract).includes(code)) return error;
  return new DocketError('internal', `${nameOf(contract)} answers ${code}, which its contract does not declare.`, {
    cause: error,
  });
}
