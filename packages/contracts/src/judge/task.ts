import { z } from 'zod';

/** What a judge works on: graded submissions, ungraded runs, submissions judged again in the shadow, programs of an imported package. */
export const taskKinds = ['submission', 'run', 'rejudge', 'check'] as const;
export const taskKind = z.enum(taskKinds);
export type TaskKind = z.infer<typeof taskKind>;

/** Classes of the queue, the most urgent first; the index is what the database stores. */
export const taskClasses = ['contest', 'submission', 'run', 'rejudge'] as const;
export const taskClass = z.enum(taskClasses);
export type TaskClass = z.infer<typeof taskClass>;
