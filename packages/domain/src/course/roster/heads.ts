import type { Heads } from '../../contest/roster/columns.ts';

/** What may stand at the head of the roster of a course: a group is to it what a team is to a contest. */
export const COURSE_HEADS: Heads = {
  names: { name: 'name', email: 'email', group: 'team' },
  also: {
    student: 'name',
    'full name': 'name',
    'e-mail': 'email',
    mail: 'email',
    'e-mail address': 'email',
    'email address': 'email',
    section: 'team',
    class: 'team',
    tutorial: 'team',
  },
};
