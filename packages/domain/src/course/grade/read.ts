import type { GradeCell, GradeRow } from '@docket/contracts/http/course';
import type { PoolClient } from '@docket/db/client';
import type { Pool } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { AssignmentRow } from '../assignment/rows.ts';
import type { Tx } from '../../spine/emit.ts';
import { totalOf } from './total.ts';

const studentsStatement = prepare(
  'course_grade_students',
  `SELECT t.id, t.name, t.email, u.username::text AS username, t.group_name, t.removed_at FROM course_students t LEFT JOIN users u ON u.id = t.user_id
    WHERE t.course_id = $1 AND ($2::uuid IS NULL OR t.id = $2) ORDER BY t.removed_at IS NOT NULL, lower(t.name), t.id`,
).rows<{ id: string; name: string; username: string | null }>();
/** What the jury's board `r` has of a participant, or what was kept of it in `w` when the course was archived: neither a rejudge nor a disqualification changes it any more. */
const live = (now: string, kept: string) => `CASE WHEN w.kept_tried IS NULL THEN ${now} ELSE ${kept} END`;
const TRIED = `EXISTS (SELECT FROM jsonb_array_elements(r.row -> 'cells') AS c(cell) WHERE (c.cell ->> 'tries')::int > 0)`;
const OUT = `p.status = 'disqualified'`;
const BOARD = {
  score: live(`(r.row ->> 'score')::float8`, 'w.kept_score'),
  lost: live(`(r.row ->> 'penalty')::float8`, 'w.kept_lost'),
  tried: live(TRIED, 'w.kept_tried'),
};

// Points are those of the jury's board: what was handed in, by the late policy of the format. Columns of a try are counted when it has a verdict.
const workStatement = prepare(
  'course_grade_work',
  `SELECT w.student_id, w.assignment_id, ${BOARD.score} AS score, ${BOARD.lost} AS lost, ${BOARD.tried} AS tried, p.extension_ms, ${live(OUT, 'false')} AS disqualified
     FROM course_work w JOIN contest_participants p ON p.id = w.participant_id
     LEFT JOIN contest_board_rows r ON r.contest_id = w.assignment_id AND r.view = 'jury' AND r.participant_id = w.participant_id
    WHERE w.assignment_id = ANY ($1::uuid[]) AND ($2::uuid IS NULL OR w.student_id = $2)`,
).rows<{
  student_id: string;
  assignment_id: string;
  score: number | null;
  lost: number | null;
  tried: boolean;
  extension_ms: string;
  disqualified: boolean;
}>();
const givenStatement = prepare(
  'course_grades_given',
  `SELECT g.student_id, g.assignment_id, g.points, g.excused, g.reason, g.at, u.username::text AS by FROM course_grades g JOIN users u ON u.id = g.by_id
    WHERE g.assignment_id = ANY ($1::uuid[]) AND ($2::uuid IS NULL OR g.student_id = $2)`,
).rows<{ by: string }>();

const keepStatement = prepare(
  'course_grades_keep',
  `UPDATE course_work w SET kept_score = CASE WHEN ${OUT} THEN 0 ELSE (r.row ->> 'score')::float8 END, kept_lost = (r.row ->> 'penalty')::float8, kept_tried = ${TRIED}
     FROM course_assignments a, course_work o JOIN contest_participants p ON p.id = o.participant_id
     LEFT JOIN contest_board_rows r ON r.contest_id = o.assignment_id AND r.view = 'jury' AND r.participant_id = o.participant_id
    WHERE a.course_id = $1 AND o.assignment_id = a.id AND w.assignment_id = o.assignment_id AND w.student_id = o.student_id`,
);
const freeStatement = prepare(
  'course_grades_free',
  `UPDATE course_work w SET kept_score = NULL, kept_lost = NULL, kept_tried = NULL FROM course_assignments a
    WHERE a.course_id = $1 AND w.assignment_id = a.id AND w.kept_tried IS NOT NULL`,
);

/** Keeps what students of a course have now, or lets it follow the boards again. In a course that is open. */
export async function keepGrades({ client }: Pick<Tx, 'client'>, courseId: string, keep: boolean): Promise<void> {
  await (keep ? keepStatement : freeStatement)(client, [courseId]);
}

type Work = Awaited<ReturnType<typeof workStatement>>[number];
type Given = Awaited<ReturnType<typeof givenStatement>>[number];
type Course = { readonly id: string; readonly drop_lowest: number };

const keyOf = (row: { readonly student_id: string; readonly assignment_id: string }) =>
  `${row.student_id} ${row.assignment_id}`;

/**
 * Grades of the students of a course, or of one.
 * @param assignments the columns, in their order
 */
export async function readGrades(
  on: Pool | PoolClient,
  course: Course,
  assignments: readonly AssignmentRow[],
  now: Date,
  studentId: string | null = null,
): Promise<GradeRow[]> {
  const ids = assignments.map(({ id }) => id);
  const students = await studentsStatement(on, [course.id, studentId]);
  const work = new Map((await workStatement(on, [ids, studentId])).map((row) => [keyOf(row), row]));
  const given = new Map((await givenStatement(on, [ids, studentId])).map((row) => [keyOf(row), row]));
  return students.map((student) => {
    const cells = assignments.map((assignment) => {
      const key = `${student.id} ${assignment.id}`;
      const [done, hand] = [work.get(key), given.get(key)];
      return done === undefined && hand === undefined ? null : cellOf(assignment, done, hand, now);
    });
    const counted = cells.flatMap((cell, at) => (cell?.counts === true ? [at] : []));
    const { percent, dropped } = totalOf(
      counted.map((at) => {
        const { max_points: max = 0, weight = 0 } = assignments[at] ?? {};
        return { share: (cells[at]?.points ?? 0) / max, weight };
      }),
      course.drop_lowest,
    );
    const out = new Set([...dropped].map((at) => counted[at]));
    return {
      studentId: student.id,
      name: student.name,
      email: student.email,
      username: student.username,
      group: student.group_name,
      removed: student.removed_at !== null,
      cells: cells.map((cell, at) => (cell === null ? null : { ...cell, dropped: out.has(at) })),
      total: percent,
    };
  });
}

function cellOf(assignment: AssignmentRow, done: Work | undefined, hand: Given | undefined, now: Date): GradeCell {
  const dueAt = new Date(assignment.close_at.getTime() + Number(done?.extension_ms ?? 0));
  const computed = done?.tried !== true ? null : done.disqualified ? 0 : done.score;
  const points = hand === undefined ? computed : hand.points;
  const weighs = assignment.weight > 0 && assignment.max_points > 0 && assignment.visibility !== 'DRAFT';
  return {
    points,
    computed,
    lost: done?.tried === true ? (done.lost ?? 0) : 0,
    dueAt: dueAt.toISOString(),
    counts: weighs && (hand === undefined ? dueAt <= now : !hand.excused),
    dropped: false,
    given:
      hand === undefined
        ? null
        : { excused: hand.excused, reason: hand.reason, by: hand.by, at: hand.at.toISOString() },
  };
}
