import type { TaskClass } from '@docket/contracts/judge/task';

export const CLASS_LABELS: Record<TaskClass, { readonly name: string; readonly about: string }> = {
  contest: { name: 'Contest', about: 'Submissions in a running contest' },
  submission: { name: 'Submission', about: 'All other submissions' },
  run: { name: 'Run', about: 'Tried from the console, not graded' },
  rejudge: { name: 'Rejudge', about: 'Submissions being rejudged; nothing changes until applied' },
};

/** How long something has waited: `–` for nothing, `0.4 s`, `12 s`, `3 min`, `2 h`. */
export function formatAge(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 10) return `${seconds.toFixed(1).replace(/\.0$/, '')} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
