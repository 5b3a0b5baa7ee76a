import { DocketError } from '@docket/contracts/errors';
import type { Language } from '@docket/contracts/http/languages';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { KEY_REFUSALS, keyRefused } from '../../spine/idempotency.ts';
import { belowFloor } from '../problem/floors.ts';
import { readCapacity, waitSeconds } from './capacity.ts';
import { draining } from './draining.ts';

/** From how many waiting on new work of a kind is refused: in all, and of one user. */
export type DepthLimits = { readonly depthLimit: number; readonly userDepthLimit: number };

/** Why `submit_submission` and `create_run` take nothing in. */
const REFUSALS = [
  z.object({ outcome: z.literal('code_too_large'), codeLimit: z.int() }),
  z.object({ outcome: z.literal('queue_full'), ahead: z.int() }),
  z.object({
    outcome: z.literal('below_floor'),
    limits: z.object({ cpuMs: z.number(), memoryBytes: z.number() }),
  }),
  z.object({ outcome: z.enum([...KEY_REFUSALS, 'problem_not_found', 'no_samples', 'user_queue_full', 'draining']) }),
] as const;

const refusal = z.discriminatedUnion('outcome', REFUSALS);
export type Refusal = z.infer<typeof refusal>;

/** The answer of a statement that takes work in: what it made, now or when the key was first used, or why nothing. */
export function admissionAnswer<Made extends z.ZodRawShape>(made: Made) {
  return z.discriminatedUnion('outcome', [
    z.object({ ...made, queuePosition: z.int(), outcome: z.enum(['created', 'replay']) }),
    ...REFUSALS,
  ]);
}

/** What was sent, as far as a refusal tells of it. */
type Sent = DepthLimits & {
  readonly what: 'submission' | 'run';
  readonly problemId: string | undefined;
  readonly codeBytes: number;
  readonly language: Pick<Language, 'name' | 'floor'>;
};

/** The error for work that was not taken in. */
export async function refused(ctx: Pick<Ctx, 'db'>, why: Refusal, sent: Sent): Promise<DocketError> {
  switch (why.outcome) {
    case 'mismatch':
    case 'in_progress':
      return keyRefused(why.outcome, sent.what);
    case 'problem_not_found':
      return new DocketError(
        'problem_not_found',
        `There is no problem ${JSON.stringify(sent.problemId)}; GET /problems lists them.`,
      );
    case 'no_samples':
      return new DocketError('invalid_request', 'The problem has no samples; send an input of your own.', {
        fields: [{ path: 'body.samples', message: 'the problem has none' }],
      });
    case 'code_too_large':
      return new DocketError(
        'code_too_large',
        `The code has ${sent.codeBytes} bytes; this problem accepts ${why.codeLimit}.`,
      );
    case 'below_floor': {
      const reason = belowFloor(why.limits, sent.language) ?? 'the limits are below what the language needs to start';
      return new DocketError(
        'limits_below_floor',
        `${reason.replace(/^the/, 'The')}. Use another language; the setter can raise the limit.`,
      );
    }
    case 'user_queue_full':
      return new DocketError(
        'queue_full',
        `You already have ${sent.userDepthLimit} ${sent.what}s waiting; wait for some to be done.`,
        { retryAfter: 10 },
      );
    case 'queue_full': {
      const wait = waitSeconds(await readCapacity(ctx), why.ahead);
      return new DocketError('queue_full', `Too many ${sent.what}s are waiting; try again in a moment.`, {
        retryAfter: Math.max(1, Math.min(60, Math.ceil(wait / 10))),
      });
    }
    case 'draining':
      return draining();
    default:
      return why satisfies never;
  }
}
