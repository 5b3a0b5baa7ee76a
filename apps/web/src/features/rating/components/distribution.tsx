import type { RatingDistribution } from '@docket/contracts/http/rating';
import { formatShare, plural } from '../../../lib/format.ts';
import { BarChart } from '../../../ui/bar-chart.tsx';

/** How many people have which rating, and among them oneself. */
export function Distribution({ of: { people, buckets, width, own } }: { readonly of: RatingDistribution }) {
  const isOwn = (from: number) => own !== null && own.rating >= from && own.rating < from + width;
  const [first, last] = [buckets[0], buckets.at(-1)];
  const stands =
    own === null
      ? undefined
      : `You: ${own.rating}, rank ${own.rank}${own.above === null ? '' : `, above ${formatShare(own.above)} of the others`}`;
  return (
    <BarChart
      title="Distribution"
      summary={`Ratings of ${plural(people, 'person', 'people')}, from ${first?.from ?? 0} to ${(last?.from ?? 0) + width}. ${stands ?? ''}`}
      aside={stands ?? plural(people, 'person', 'people')}
      bars={buckets.map(({ from, people: count }) => ({
        key: String(from),
        label: `${from} to ${from + width - 1}`,
        value: count,
        mark: isOwn(from) ? 'you' : undefined,
      }))}
      columns={['Rating', 'People']}
      format={(value) => String(Math.round(value))}
      ends={[String(first?.from ?? 0), String((last?.from ?? 0) + width)]}
      widest={5}
    />
  );
}
