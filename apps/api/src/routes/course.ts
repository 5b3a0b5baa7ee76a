import * as contract from '@docket/contracts/http/course';
import { archiveCourse } from '@docket/domain/course/archive';
import { changeAssignment, deleteAssignment } from '@docket/domain/course/assignment/change';
import { createAssignment } from '@docket/domain/course/assignment/create';
import { listAssignments } from '@docket/domain/course/assignment/list';
import { listAudit } from '@docket/domain/course/audit';
import { changeCourse } from '@docket/domain/course/change';
import { createCourse } from '@docket/domain/course/create';
import { getCourse } from '@docket/domain/course/get';
import { getGradeBook, getOwnGrades } from '@docket/domain/course/grade/book';
import { gradeBookCsv } from '@docket/domain/course/grade/csv';
import { giveGrade } from '@docket/domain/course/grade/give';
import { listCourses } from '@docket/domain/course/list';
import { joinCourse } from '@docket/domain/course/roster/join';
import { changeStudent, listStudents } from '@docket/domain/course/roster/students';
import { applyRoster, previewRoster } from '@docket/domain/course/roster/take';
import { setCourseStaff } from '@docket/domain/course/set-staff';
import type { Mount } from '../http/mount.ts';

export function mountCourse(mount: Mount): void {
  mount(contract.listCourses, ({ ctx, query }) => listCourses(ctx, query));
  mount(contract.createCourse, ({ ctx, body }) => createCourse(ctx, body));
  mount(contract.getCourse, ({ ctx, params }) => getCourse(ctx, params));
  mount(contract.changeCourse, ({ ctx, params, body }) => changeCourse(ctx, { ...body, ...params }));
  mount(contract.archiveCourse, ({ ctx, params, body }) => archiveCourse(ctx, { ...body, ...params }));
  mount(contract.setCourseStaff, ({ ctx, params, body }) => setCourseStaff(ctx, { ...body, ...params }));
  mount(contract.listCourseStudents, ({ ctx, params }) => listStudents(ctx, params));
  mount(contract.changeCourseStudent, ({ ctx, params, body }) => changeStudent(ctx, { ...body, ...params }));
  mount(contract.previewCourseRoster, ({ ctx, params, bytes }) => previewRoster(ctx, { ...params, bytes }));
  mount(contract.applyCourseRoster, ({ ctx, params, bytes }) => applyRoster(ctx, { ...params, bytes }));
  mount(contract.joinCourse, ({ ctx, params }) => joinCourse(ctx, params));
  mount(contract.listCourseAssignments, ({ ctx, params }) => listAssignments(ctx, params));
  mount(contract.createCourseAssignment, ({ ctx, params, body }) => createAssignment(ctx, { ...body, ...params }));
  mount(contract.changeCourseAssignment, ({ ctx, params, body }) => changeAssignment(ctx, { ...body, ...params }));
  mount(contract.deleteCourseAssignment, async ({ ctx, params }) => {
    await deleteAssignment(ctx, params);
    return undefined;
  });
  mount(contract.getGradeBook, ({ ctx, params }) => getGradeBook(ctx, params));
  mount(contract.getGradeBookCsv, async ({ ctx, params }) => {
    const book = await getGradeBook(ctx, params);
    const day = ctx.clock.now().toISOString().slice(0, 10);
    return {
      type: contract.getGradeBookCsv.answerType,
      name: `grades-${day}.csv`,
      body: Buffer.from(gradeBookCsv(book)),
    };
  });
  mount(contract.getOwnGrades, ({ ctx, params }) => getOwnGrades(ctx, params));
  mount(contract.giveGrade, ({ ctx, params, body }) => giveGrade(ctx, { ...body, ...params }));
  mount(contract.listCourseAudit, ({ ctx, params, query }) => listAudit(ctx, { ...query, ...params }));
}
