import type { RunLimits } from '@docket/contracts/judge/evidence';
import type { FunctionJudging } from '@docket/domain/judge/problem/stored-judging';
import { readChannel } from '@docket/compare/function-validator';
import { decideTestVerdict } from '@docket/domain/judge/verdict/decide';
import type { Sandbox } from '@docket/sandbox/sandbox';
import { newSecret, runFunction } from './function-run.ts';
import { submittedFiles } from './submitted-files.ts';

/** Longer than any value that somebody looks at. */
const MOST_BYTES = 64 * 1024;

/**
 * What a model solution of the package returns on each of the inputs, as JSON: null where there is none that runs here, or it ends otherwise.
 * It runs as a submission would, in a box, and nothing of it but this is told.
 */
export async function expectedValues(
  sandbox: Sandbox,
  called: FunctionJudging,
  given: { readonly inputs: readonly string[]; readonly limits: RunLimits; readonly stop: () => void },
): Promise<readonly (string | null)[]> {
  const none = given.inputs.map(() => null);
  if (given.inputs.length === 0) return none;
  const { versions } = sandbox.describe();
  const model = called.models.find(({ language }) => Object.hasOwn(versions, language));
  if (model === undefined) return none;
  const files = submittedFiles([...model.files], model.language, { function: called });
  if ('problem' in files) return none;
  const compiled = await sandbox.compile(model.language, files.files);
  if (compiled.kind === 'failed') return none;
  const program = await sandbox.load(compiled.artifact);
  try {
    const values: (string | null)[] = [];
    for (const input of given.inputs) {
      given.stop();
      const secret = newSecret();
      const chunks: Uint8Array[] = [];
      const { evidence } = await runFunction(program, {
        secret,
        input: Buffer.from(input),
        limits: given.limits,
        onChannel: (chunk) => chunks.push(Uint8Array.from(chunk)),
      });
      const { verdict } = decideTestVerdict(evidence, { accepted: true, difference: null, reason: null });
      const read = readChannel(secret, Buffer.concat(chunks));
      values.push(verdict === 'AC' && 'result' in read && read.result.length <= MOST_BYTES ? read.result : null);
    }
    return values;
  } finally {
    await program.close();
  }
}
