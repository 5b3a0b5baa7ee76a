import { canonicalInput, CaseFault, lineNames } from '@docket/contracts/judge/function-case';
import { DocketError } from '@docket/contracts/errors';
import type { Ctx } from '../../spine/ctx.ts';
import { getProblem } from '../problem/get-problem.ts';
import { stdinOf, type RunInput } from './input.ts';

/**
 * The user's own inputs as the problem's driver reads them; of other problems, and without one, as they are.
 * @throws DocketError `invalid_request` naming input and line, `problem_not_found`
 */
export async function functionInputs(
  ctx: Ctx,
  problemId: string | undefined,
  inputs: readonly RunInput[],
): Promise<readonly RunInput[]> {
  if (problemId === undefined || inputs.length === 0) return inputs;
  const { function: called } = await getProblem(ctx, { slug: problemId });
  if (called === undefined) return inputs;
  return inputs.map((input, index) => {
    try {
      const stdin = canonicalInput(called.signature, stdinOf(input));
      return typeof input === 'string' ? stdin : { ...input, stdin };
    } catch (error) {
      if (!(error instanceof CaseFault)) throw error;
      const name = lineNames(called.signature)[error.line - 1];
      const path = `body.inputs[${index}]${name === undefined ? '' : `.${name}`}`;
      throw new DocketError('invalid_request', `Input ${index + 1}, line ${error.line}: ${error.message}.`, {
        fields: [{ path, message: error.message }],
      });
    }
  });
}
