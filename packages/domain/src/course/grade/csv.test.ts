import { expect, it } from 'vitest';
import type { GradeBook } from '@docket/contracts/http/course';
import { gradeBookCsv } from './csv.ts';

it('keeps formulas in names text, quotes what needs it, and says what is excused', () => {
  const at = '2026-12-01T00:00:00.000Z';
  const cell = { points: 12.345, computed: 20, lost: 0, dueAt: at, counts: true, dropped: false, given: null };
  const given = { excused: true, reason: 'ill', by: 'ada', at };
  const row = { studentId: '', email: '-1+1@example.test', username: null, removed: false, total: 61.7 };
  const book: Pick<GradeBook, 'assignments' | 'rows'> = {
    assignments: ['=1+1', 'B'].map((title) => ({
      ...{ assignmentId: '', slug: '', title, dueAt: at, visibility: 'LINK' as const, weight: 1, maxPoints: 20 },
    })),
    rows: [
      { ...row, name: '=HYPERLINK("http://x";"y")', group: ' @A', cells: [cell, { ...cell, points: null, given }] },
      { ...row, name: 'Lovelace, Ada', group: null, cells: [null, cell], total: null },
    ],
  };
  expect(gradeBookCsv(book).split('\r\n')).toEqual([
    "\uFEFFname,email,username,group,'=1+1 (20),B (20),total %",
    `"'=HYPERLINK(""http://x"";""y"")",'-1+1@example.test,,' @A,12.35,excused,61.7`,
    `"Lovelace, Ada",'-1+1@example.test,,,,12.35,`,
    '',
  ]);
});
