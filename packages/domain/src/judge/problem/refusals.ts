import { DocketError } from '@docket/contracts/errors';
import type { Language } from '@docket/contracts/http/language';
import { belowFloor } from '../language/floors.ts';

/** Why a problem takes code not, whatever it is sent for. */
export const PROBLEM_REFUSALS = ['problem_not_found', 'other_language', 'code_too_large', 'below_floor'] as const;
export type ProblemRefusal = (typeof PROBLEM_REFUSALS)[number];

/** The problem's limits, as far as there is a problem. */
export type LimitColumns = {
  readonly code_limit: number | null;
  readonly cpu_limit_ms: number | null;
  readonly memory_limit: string | null;
};

/** What was sent, as far as a refusal tells of it. */
export type SentCode = {
  readonly problemId: string | undefined;
  readonly codeBytes: number;
  readonly language: Pick<Language, 'name' | 'floor'>;
};

/** The error for code that the problem does not take. */
export function problemRefused(why: ProblemRefusal, limits: LimitColumns, sent: SentCode): DocketError {
  switch (why) {
    case 'problem_not_found':
      return new DocketError(
        'problem_not_found',
        `There is no problem ${JSON.stringify(sent.problemId)}; GET /problems lists them.`,
      );
    case 'other_language':
      return new DocketError(
        'language_not_allowed',
        `This problem does not take ${sent.language.name}; its page says which languages it does.`,
      );
    case 'code_too_large':
      return new DocketError(
        'code_too_large',
        `The code has ${sent.codeBytes} bytes; this problem accepts ${limits.code_limit}.`,
      );
    case 'below_floor': {
      const reason =
        belowFloor({ cpuMs: limits.cpu_limit_ms ?? 0, memoryBytes: Number(limits.memory_limit) }, sent.language) ??
        'the limits are below what the language needs to start';
      return new DocketError(
        'limits_below_floor',
        `${reason.replace(/^the/, 'The')}. Use another language; the setter can raise the limit.`,
      );
    }
    default:
      return why satisfies never;
  }
}
