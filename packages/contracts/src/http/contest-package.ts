import { z } from 'zod';
import { route } from './route.ts';

const byId = z.object({ id: z.string().min(1).max(100) });
const JURY = { owner: 'contest', or: ['admin'] } as const;

export const exportContestPackage = route({
  method: 'GET',
  path: '/contest/:id/package',
  access: JURY,
  status: 200,
  summary:
    'The contest as a package of the ICPC’s specification: all that the Contest API says, the event feed and the code',
  params: byId,
  answerType: 'application/zip',
  errors: ['contest_not_found', 'contest_not_jury'],
});

export const contestPackageReport = z.object({
  /** Settings that are others now. */
  changed: z.array(z.string()),
  people: z.int(),
  /** Rows of the board: teams, and people alone. */
  participants: z.int(),
  /** Who could not be taken in, and why. */
  leftOut: z.array(z.string()),
});
export type ContestPackageReport = z.infer<typeof contestPackageReport>;

export const importContestPackage = route({
  method: 'POST',
  path: '/contest/:id/package',
  access: JURY,
  status: 200,
  idempotent: 'state',
  summary: 'Take name, times, penalty and people of a contest package into a contest',
  params: byId,
  bodyType: 'application/zip',
  response: contestPackageReport,
  errors: [
    'contest_not_found',
    'contest_not_jury',
    'contest_times',
    'contest_options',
    'contest_begun',
    'contest_state',
    'contest_slug_taken',
    'unknown_language',
    'roster_invalid',
    'package_not_zip',
    'package_invalid',
    'package_unsafe_path',
    'package_too_large',
    'package_too_many_files',
  ],
});
