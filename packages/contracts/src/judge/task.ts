import { z } from 'zod';

/** What a judge works on: graded submissions, ungraded runs, submissions judged again in the shadow, programs of an imported package, and what its setters have done with it. */
export const taskKinds = ['submission', 'run', 'rejudge', 'check', 'tool'] as const;
export const taskKind = z.enum(taskKinds);
export type TaskKind = z.infer<typeof taskKind>;

/** In place of the language of tools, which run programs in several: only workers that know them claim it. */
export const TOOLS_LANGUAGE = 'setter-tools';

/** Classes of the queue, the most urgent first; the index is what the database stores. */
export const taskClasses = ['contest', 'submission', 'run', 'rejudge'] as const;
export const taskClass = z.enum(taskClasses);
export type TaskClass = z.infer<typeof taskClass>;

/**
 * What waiting work waits for beside those ahead of it. `paused`: an admin lets nothing be taken up. `no_worker`: no worker is there to judge
 * anything. `no_language`: workers are there, and none of them has the language any more; it is judged when one with it comes.
 */
export const waitReason = z.enum(['paused', 'no_worker', 'no_language']);
export type WaitReason = z.infer<typeof waitReason>;
