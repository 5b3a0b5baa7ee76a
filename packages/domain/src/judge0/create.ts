import { DocketError, type ErrorCode } from '@docket/contracts/errors';
import type { Judge0Asked } from '@docket/contracts/http/judge0';
import { createRun } from '../judge/run/create.ts';
import type { RunInput } from '../judge/run/input.ts';
import { listLanguages } from '../judge/language/list-languages.ts';
import type { DepthLimits } from '../judge/queue/refusals.ts';
import type { Ctx } from '../spine/ctx.ts';
import type { Keyed } from '../spine/idempotency.ts';
import { settled, type KeptAsked } from './asked.ts';
import { readText } from './base64.ts';
import { judge0Languages } from './languages.ts';
import { wordsOf } from './words.ts';
import { wrong } from './wrong.ts';

const KILOBYTE = 1_024;

export type CreateJudge0Input = DepthLimits &
  Keyed & {
    readonly asked: Judge0Asked;
    /** Its texts are in base64. */
    readonly encoded: boolean;
  };

/** Refusals of runs that are about one field of a request. */
const FIELD_OF: Partial<Record<ErrorCode, string>> = {
  code_too_large: 'source_code',
  invalid_code: 'source_code',
  body_too_large: 'stdin',
};

function inputOf(asked: Judge0Asked, kept: KeptAsked, encoded: boolean): RunInput {
  const { stdin, expected_output: expected } = asked;
  const args = wordsOf(kept.command_line_arguments ?? '');
  if (args === undefined) throw wrong('command_line_arguments', 'has a quote that is not closed');
  return {
    stdin: stdin == null ? '' : readText('stdin', stdin, encoded),
    args,
    ...(expected == null ? {} : { expected: readText('expected_output', expected, encoded) }),
    merge: kept.redirect_stderr_to_stdout,
    limits: {
      cpuMs: kept.cpu_time_limit * 1_000,
      wallMs: kept.wall_time_limit * 1_000,
      memoryBytes: kept.memory_limit * KILOBYTE,
      outputBytes: kept.max_file_size * KILOBYTE,
      processes: kept.max_processes_and_or_threads,
    },
    asked: kept,
  };
}

/**
 * Takes code in as Judge0 does: a run on one input, as often as asked for. Its token is the run's id.
 * @throws DocketError invalid_request with the field that is wrong, and what `createRun` refuses with
 */
export async function createJudge0Submission(ctx: Ctx, input: CreateJudge0Input): Promise<{ readonly token: string }> {
  const { asked, encoded, ...rest } = input;
  const language = judge0Languages(await listLanguages(ctx)).find(({ id }) => id === asked.language_id);
  if (language === undefined) throw wrong('language_id', `language with id ${asked.language_id} doesn't exist`);
  const code = readText('source_code', asked.source_code, encoded);
  if (code === '') throw wrong('source_code', "can't be blank");
  const kept = settled(asked);
  const inputs = Array.from({ length: kept.number_of_runs }, () => inputOf(asked, kept, encoded));
  try {
    const { runId } = await createRun(ctx, { ...rest, language: language.ours, code, inputs, samples: false });
    return { token: runId };
  } catch (error) {
    const field = error instanceof DocketError ? FIELD_OF[error.code] : undefined;
    throw field === undefined || !(error instanceof DocketError) ? error : wrong(field, error.message);
  }
}
