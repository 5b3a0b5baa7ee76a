import type { GradeBook } from '@docket/contracts/http/course';

/**
 * A word of a person's as RFC 4180 has it. What a spreadsheet would take for a formula, also after spaces, is kept text by an apostrophe
 * (OWASP, "CSV Injection").
 */
function words(text: string): string {
  const safe = /^\s*[=+\-@\t\r\n|]/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function figure(value: number | null): string {
  return value === null ? '' : String(Math.round(value * 100) / 100);
}

/** The grade book as CSV in UTF-8 with the mark by which spreadsheets know it: points by assignment, what is excused as `excused`, the total in percent. */
export function gradeBookCsv({ assignments, rows }: Pick<GradeBook, 'assignments' | 'rows'>): string {
  const head = [
    ...['name', 'email', 'username', 'group'],
    ...assignments.map(({ title, maxPoints }) => words(`${title} (${figure(maxPoints)})`)),
    'total %',
  ];
  const lines = rows.map(({ name, email, username, group, cells, total }) => [
    ...[name, email, username, group].map((word) => words(word ?? '')),
    ...cells.map((cell) => (cell?.given?.excused === true ? 'excused' : figure(cell?.points ?? null))),
    figure(total),
  ]);
  return `\uFEFF${[head, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}
