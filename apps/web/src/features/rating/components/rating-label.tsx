import { bandOf } from '@docket/contracts/contest/rating-bands';
import { cx } from '../../../lib/class-names.ts';
import { BAND_TEXT } from '../band-look.ts';

type LabelProps = {
  readonly rating: number;
  /** The title besides the figure. */
  readonly titled?: boolean;
  readonly className?: string;
};

/** A rating in the colour of its band, and its title in words. */
export function RatingLabel({ rating, titled = true, className }: LabelProps) {
  const { name, title } = bandOf(rating);
  return (
    <span className={cx('font-semibold whitespace-nowrap tabular-nums', BAND_TEXT[name], className)}>
      {rating}
      {titled ? <span className="ml-1.5 text-sm font-medium">{title}</span> : <span className="sr-only"> {title}</span>}
    </span>
  );
}
