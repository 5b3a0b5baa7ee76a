import type { TestResultDetail } from '@docket/contracts/http/submissions';
import type { RunLimits } from '@docket/contracts/judge/evidence';
import type { ClaimedSubmission } from '@docket/domain/judge/submission/claim';
import { createValidator } from '@docket/domain/judge/validator/default-validator';
import { parseValidatorFlags } from '@docket/domain/judge/validator/flags';
import { decideTestVerdict } from '@docket/domain/judge/verdict/decide';
import type { Program } from '@docket/sandbox/sandbox';
import type { BlobCache } from './blob-cache.ts';
import { OutputHead } from './output-head.ts';

export type ClaimedTest = ClaimedSubmission['tests'][number];

const SHOWN_BYTES = 4 * 1024;

/**
 * Runs one test and decides it. The output is compared while the program prints; it is never held whole.
 * What the program printed is kept only on samples: on secret tests it could carry the input out.
 */
export async function runTest(
  program: Program,
  test: ClaimedTest,
  limits: RunLimits,
  blobs: BlobCache,
): Promise<TestResultDetail> {
  const [stdin, answer] = await Promise.all([blobs.get(test.inputHash), blobs.get(test.answerHash)]);
  const validator = createValidator(answer, parseValidatorFlags(test.validatorFlags, test.name));
  const stdout = new OutputHead(SHOWN_BYTES);
  const stderr = new OutputHead(SHOWN_BYTES);
  const run = await program.run({
    stdin,
    limits,
    onStdout: test.sample
      ? (chunk) => {
          validator.push(chunk);
          stdout.push(chunk);
        }
      : (chunk) => validator.push(chunk),
  });
  const check = validator.end();
  stderr.push(run.stderr);
  const { verdict, reason } = decideTestVerdict(run.evidence, check);
  return {
    ordinal: test.ordinal,
    name: test.name,
    sample: test.sample,
    verdict,
    reason,
    cpuMs: run.evidence.cpuMs,
    wallMs: run.evidence.wallMs,
    memoryBytes: run.evidence.memoryBytes,
    evidence: run.evidence,
    feedback: {
      difference: verdict === 'WA' ? check.difference : null,
      stdout: test.sample ? stdout.toString() : null,
      stderr: test.sample ? stderr.toString() : null,
      message: null,
    },
  };
}
