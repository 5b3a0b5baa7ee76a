import { cx } from '../../../lib/class-names.ts';
import { changeText } from '../rating-words.ts';

type ChangeProps = {
  /** Null: there was no rating before. */
  readonly before: number | null;
  readonly after: number;
  readonly className?: string;
};

/** By how much a rating went up or down; of newcomers the rating itself. */
export function RatingChange({ before, after, className }: ChangeProps) {
  const by = before === null ? 0 : after - before;
  return (
    <span
      className={cx(
        'whitespace-nowrap tabular-nums',
        by > 0 ? 'text-ok' : by < 0 ? 'text-bad' : 'text-muted',
        className,
      )}
      title={before === null ? `First rating: ${after}` : `${before} to ${after}`}
    >
      {changeText(before, after)}
    </span>
  );
}
