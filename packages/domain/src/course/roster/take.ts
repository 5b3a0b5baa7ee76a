import { DocketError } from '@docket/contracts/errors';
import type { CourseRoster } from '@docket/contracts/http/course';
import type { PoolClient } from '@docket/db/client';
import type { Pool } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { readRoster, type ReadRoster } from '../../contest/roster/read.ts';
import { hasConfirmed } from '../../identity/user/confirmed-address.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { findTaught, lockTaughtCourse } from '../rows.ts';
import { tellCourse } from '../tell.ts';
import { COURSE_HEADS } from './heads.ts';
import { enrol } from './enrol.ts';

/** Students of a course at most, whether they are still on the roster or not. */
const MOST = 2_000;
/** A group is a column of words, which the reader of rosters takes for a team of any size. */
const ANY_SIZE = Number.POSITIVE_INFINITY;

const knownStatement = prepare(
  'course_roster_known',
  `SELECT w.email, t.id, t.name, t.group_name, t.removed_at, u.username::text AS username,
          EXISTS (SELECT FROM course_staff f WHERE f.course_id = $1 AND f.user_id IN (u.id, t.user_id)) AS staff,
          (SELECT o.name FROM course_students o WHERE o.course_id = $1 AND o.user_id = u.id AND o.email IS DISTINCT FROM w.email) AS known_as
     FROM unnest($2::text[]) AS w(email)
     LEFT JOIN course_students t ON t.course_id = $1 AND t.email = w.email
     LEFT JOIN users u ON lower(u.email::text) = w.email AND ${hasConfirmed('u')} AND u.disabled_at IS NULL`,
).rows<{ email: string; id: string | null; username: string | null; staff: boolean; known_as: string | null }>();
const countStatement = prepare(
  'course_roster_count',
  'SELECT count(*)::int AS students FROM course_students t WHERE t.course_id = $1',
).rows<{ students: number }>();
const writeStatement = prepare(
  'course_roster_write',
  `INSERT INTO course_students AS t (id, course_id, email, name, group_name)
   SELECT w.id, $1, w.email, w.name, w.grp FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) AS w(id, email, name, grp)
   ON CONFLICT (course_id, email) DO UPDATE SET name = excluded.name, group_name = excluded.group_name, removed_at = NULL
   RETURNING t.id`,
);

type Input = { readonly id: string; readonly bytes: Uint8Array };

/** What a roster would do, with every fault by its place. @throws DocketError `course_not_found`, `course_not_teacher` */
export async function previewRoster(ctx: Ctx, input: Input): Promise<CourseRoster> {
  const { id } = await findTaught(ctx, input.id);
  return looked(ctx.db.pool, id, readRoster(input.bytes, ANY_SIZE, COURSE_HEADS));
}

async function looked(
  on: Pool | PoolClient,
  courseId: string,
  { entries, faults, detected }: ReadRoster,
): Promise<CourseRoster> {
  const known = await knownStatement(on, [courseId, entries.map(({ email }) => email)]);
  const byEmail = new Map(known.map((each) => [each.email, each]));
  const [count] = await countStatement(on, [courseId]);
  const more = [...byEmail.values()].filter(({ id }) => id === null).length;
  const all = (count?.students ?? 0) + more;
  const wrong = entries.flatMap(({ line, email }) => {
    const found = byEmail.get(email);
    if (found?.staff === true) return [{ path: `line ${line}`, message: `${email} is of the staff of this course` }];
    if (found?.known_as != null)
      return [
        {
          path: `line ${line}`,
          message: `${email} is the address of ${found.known_as} by now, who is on the roster by another one`,
        },
      ];
    return [];
  });
  if (all > MOST) wrong.push({ path: 'file', message: `makes ${all} students; a course has ${MOST} at most` });
  return {
    entries: entries.map(({ line, name, email, team: group }) => {
      const found = byEmail.get(email);
      const same = found?.name === name && found.group_name === group;
      return {
        line,
        name,
        email,
        group,
        username: found?.username ?? null,
        change: found?.id == null ? 'new' : found.removed_at !== null ? 'back' : same ? 'same' : 'changed',
      };
    }),
    faults: [...faults, ...wrong],
    detected,
  };
}

/**
 * Takes a roster in whole, or, with any fault, not at all. Accounts whose address is confirmed are in at once. Nobody is taken off by not being on it; the same again changes nothing.
 * @returns what it did
 * @throws DocketError `course_not_found`, `course_not_teacher`, `course_archived`, `roster_invalid` with each fault by line and column
 */
export async function applyRoster(ctx: Ctx, input: Input): Promise<CourseRoster> {
  const { id } = await findTaught(ctx, input.id);
  const read = readRoster(input.bytes, ANY_SIZE, COURSE_HEADS);
  return change(ctx, async (tx) => {
    await lockTaughtCourse(ctx, tx, id);
    const roster = await looked(tx.client, id, read);
    const [first] = roster.faults;
    if (first !== undefined)
      throw new DocketError(
        'roster_invalid',
        `${first.path}: ${first.message}${roster.faults.length > 1 ? `; and ${roster.faults.length - 1} more` : ''}. Nothing was taken in.`,
        { fields: roster.faults },
      );
    const written = roster.entries.filter((entry) => entry.change !== 'same');
    if (written.length > 0) {
      const rows = await writeStatement(tx.client, [
        id,
        written.map(() => newId()),
        written.map(({ email }) => email),
        written.map(({ name }) => name),
        written.map(({ group }) => group),
      ]);
      await enrol(
        ctx,
        tx,
        id,
        rows.map((row) => row.id),
      );
      await keepRecord(ctx, tx, { courseId: id, act: 'roster.taken', data: { students: written.length } });
      await tellCourse(
        tx,
        { courseId: id, what: 'roster' },
        rows.map((row) => row.id),
      );
    }
    return roster;
  });
}
