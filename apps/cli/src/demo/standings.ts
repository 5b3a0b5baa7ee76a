import type { ContestBoard } from '@docket/contracts/http/contest';
import type { ContestRatings } from '@docket/contracts/http/rating';
import { clock } from './board-news.ts';
import { compareKeys } from './recount.ts';

/** The last board as lines: place, name, solved, penalty, what each problem took, and the rating. */
export function standings({ rows, problems }: ContestBoard, ratings: ContestRatings['data']): string {
  const rated = new Map(ratings.map((each) => [each.participant, each]));
  const lines = rows.toSorted(compareKeys).map((row) => {
    const place = 1 + rows.filter((other) => compareKeys(other, row) < 0).length;
    const cells = row.cells.map((cell) =>
      cell === null ? '.' : cell.solved ? `+${cell.tries > 1 ? cell.tries - 1 : ''}` : `-${cell.tries}`,
    );
    const rating = rated.get(row.participant);
    const change = rating === undefined ? '-' : `${rating.before ?? 'new'} → ${rating.after}`;
    return [String(place), row.name, String(row.solved), clock(row.penalty), ...cells, change];
  });
  const table = [['#', 'name', 'solved', 'penalty', ...problems.map(({ label }) => label), 'rating'], ...lines];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => (line[column] ?? '').length))) ?? [];
  return table
    .map((line) => `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
