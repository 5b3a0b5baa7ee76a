import { DocketError } from '@docket/contracts/errors';
import type { SetterProgress, SetterResult } from '@docket/contracts/judge/setter-job';
import type { ClaimedTool } from '@docket/domain/judge/setter/claim';
import { finishTool, recordToolProgress, recordToolSlice, toolNews } from '@docket/domain/judge/setter/record';
import { owedEvent } from '@docket/domain/spine/emit';
import type { Ctx } from '@docket/domain/spine/ctx';
import type { Publisher } from '@docket/queue/publish/publisher';
import { z } from 'zod';
import { withFreshBox } from '../judge/fresh-box.ts';
import { MAX_ATTEMPTS } from '../judge/give-up.ts';
import { AttemptLost, type JudgeDeps } from '../judge/judge-submission.ts';
import { workOnData } from './data.ts';
import { workOnMinimise } from './minimise.ts';
import { workOnStress } from './stress.ts';
import { ToolFault } from './tool-fault.ts';
import { Workshop, type Shift } from './workshop.ts';

type ToolDeps = JudgeDeps & { readonly publisher: Publisher; readonly leaseSeconds: number };

/** How long a job keeps a slot before those who wait are asked again. */
const SLICE_MS = 5_000;
const TELL_MS = 250;
/** What one job may take in all, waiting aside; stress tests and minimisers have less of their own. */
const MOST_MS = 10 * 60_000;

const laidDown = z.object({ work: z.object({ inner: z.unknown(), workedMs: z.number() }), progress: z.unknown() });

type Step = { readonly result: SetterResult } | { readonly state: unknown };

/** Every kind of job, each in a file beside this one. One that is missing does not compile. */
function workOn(shop: Workshop, inner: unknown, shift: Shift): Promise<Step> {
  const { asked } = shop.claim;
  switch (asked.kind) {
    case 'data':
      return workOnData(shop, inner, shift);
    case 'stress':
      return workOnStress(shop, asked, inner, shift);
    case 'minimise':
      return workOnMinimise(shop, asked, inner, shift);
    default:
      return asked satisfies never;
  }
}

/**
 * Works on a setter's job for a slice, and ends it or lays it down where it is.
 * @returns `later` when there is more to do: the task is to be given back, so that others come first
 * @throws AttemptLost, SandboxFailed, and other errors when database or disk failed
 */
export async function workOnTool(
  ctx: Ctx,
  deps: ToolDeps,
  claim: ClaimedTool,
  lost: AbortSignal,
): Promise<'over' | 'later'> {
  const before = claim.state === null || claim.state === undefined ? null : laidDown.parse(claim.state).work;
  const began = performance.now();
  const sliceMs = (): number => performance.now() - began;
  let progress: SetterProgress | null = null;
  let toldAt = -TELL_MS;
  let writing: Promise<void> = Promise.resolve();
  let overtaken = false;
  const check = (): void => {
    if (lost.aborted || overtaken) throw new AttemptLost();
  };
  const shift: Shift = {
    check() {
      check();
      if (shift.workedMs() > MOST_MS)
        throw new ToolFault('given_up', `Given up after ${MOST_MS / 60_000} minutes of work; ask for less at a time.`);
    },
    isOver: () => sliceMs() >= SLICE_MS,
    workedMs: () => (before?.workedMs ?? 0) + sliceMs(),
    tell(latest) {
      check();
      progress = latest;
      if (performance.now() - toldAt < TELL_MS) return;
      toldAt = performance.now();
      writing = writing.then(() => note(latest));
    },
  };
  /** Written, then told. Progress may be lost; what it comes to is not. */
  async function note(latest: SetterProgress): Promise<void> {
    try {
      overtaken ||= !(await recordToolProgress(ctx, claim, latest, deps.leaseSeconds));
      if (overtaken) return;
      const { channel, envelope } = owedEvent(
        ctx,
        toolNews(claim, { status: 'RUNNING', progress: latest, fault: null }),
      );
      await deps.publisher.publish(channel, envelope);
    } catch (error) {
      ctx.log.debug({ err: error, jobId: claim.jobId }, 'progress was not told');
    }
  }
  const end = async (what: Parameters<typeof finishTool>[2]): Promise<'over'> => {
    await writing;
    check();
    if (!(await finishTool(ctx, claim, what))) throw new AttemptLost();
    return 'over';
  };
  try {
    if (claim.attempt - claim.slices > MAX_ATTEMPTS)
      throw new ToolFault('given_up', `Given up: its worker was lost ${MAX_ATTEMPTS} times.`);
    shift.check();
    const shop = new Workshop({ ...deps, timeFactor: deps.calibration.timeFactor }, claim);
    const step = await withFreshBox(ctx, 'tool', () => workOn(shop, before?.inner, shift));
    await writing;
    check();
    if ('result' in step) return await end({ result: step.result });
    const state = { inner: step.state, workedMs: shift.workedMs() };
    const laid = {
      state,
      progress: progress ?? { doing: 'Waiting', done: 0, total: null },
      leaseSeconds: deps.leaseSeconds,
    };
    if (!(await recordToolSlice(ctx, claim, laid))) throw new AttemptLost();
    return 'later';
  } catch (error) {
    await writing;
    if (error instanceof ToolFault) return end({ fault: error.fault });
    // A file of the package that cannot be read as what it is.
    if (error instanceof DocketError) return end({ fault: new ToolFault('plan_invalid', error.message).fault });
    throw error;
  }
}
