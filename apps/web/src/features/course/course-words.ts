import type { CourseAssignment, CourseDetail, CourseStanding } from '@docket/contracts/http/course';
import { plural } from '../../lib/format.ts';

export const STANDING_WORDS: Readonly<Record<CourseStanding, string>> = {
  teacher: 'Teacher',
  assistant: 'Assistant',
  student: 'Student',
  invited: 'Invited',
};

export function isStaff({ standing }: Pick<CourseDetail, 'standing'>): boolean {
  return standing === 'teacher' || standing === 'assistant';
}

/** May this person change what the course is, now? */
export function mayChange({ standing, archivedAt }: Pick<CourseDetail, 'standing' | 'archivedAt'>): boolean {
  return standing === 'teacher' && archivedAt === null;
}

/** Points without digits that say nothing: `80`, `66.67`. */
export function points(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** What late work costs, in a sentence. */
export function lateWords({ lateDays, latePercent, leastPercent, graceMinutes }: CourseAssignment['late']): string {
  const grace = graceMinutes > 0 ? `${plural(graceMinutes, 'minute')} of grace` : '';
  if (lateDays === 0) return grace === '' ? 'Late work is not taken' : `${grace}, then nothing is taken`;
  const least = leastPercent > 0 ? `, but ${leastPercent}% always remain` : '';
  const cost = latePercent === 0 ? 'Late work counts in full' : `${latePercent}% off for each day late${least}`;
  const until = lateDays === null ? '' : `, for up to ${plural(lateDays, 'day')}`;
  return `${cost}${until}${grace === '' ? '' : `, after ${grace}`}`;
}
