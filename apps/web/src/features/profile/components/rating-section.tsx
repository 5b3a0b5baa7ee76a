import { Link } from '@tanstack/react-router';
import type { ProfileRecord } from '@docket/contracts/http/profile';
import { RatingLabel } from '../../rating/components/rating-label.tsx';
import { RatingPlot } from '../../rating/components/rating-plot.tsx';
import { useRatingHistory } from '../../rating/queries.ts';
import { Fact } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { Section } from './section.tsx';

type RatingProps = {
  readonly username: string;
  readonly rating: NonNullable<ProfileRecord['rating']>;
  readonly hidden: boolean;
};

/** Somebody's rating and how it came about. */
export function RatingSection({ username, rating, hidden }: RatingProps) {
  const history = useRatingHistory(username);
  return (
    <Section
      title="Rating"
      hidden={hidden}
      aside={
        <Link to="/ratings" className="link">
          All ratings
        </Link>
      }
    >
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Fact label="Now">
          <RatingLabel rating={rating.rating} />
        </Fact>
        <Fact label="Highest">{rating.highest}</Fact>
        {rating.rank !== null && <Fact label="Rank">{rating.rank}</Fact>}
        <Fact label="Rated contests">{rating.contests}</Fact>
      </dl>
      {history.data === undefined ? (
        history.isError ? (
          <Failure error={history.error} retry={() => void history.refetch()} />
        ) : (
          <Loading label="Loading the history" lines={4} />
        )
      ) : (
        <RatingPlot history={history.data.data} />
      )}
    </Section>
  );
}
