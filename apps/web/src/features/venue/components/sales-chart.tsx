import type { ShowDetail } from '@docket/contracts/http/show';
import { useQuery } from '@tanstack/react-query';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { whenIn } from '../../../lib/zoned.ts';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { Failure } from '../../../ui/states.tsx';
import { salesQuery } from '../api/queries.ts';
import { stepsOf } from '../sales-hours.ts';

/** Seats sold, hour by hour of the show's city. Nothing before the first is sold. */
export function SalesChart({ show }: { readonly show: Pick<ShowDetail, 'showId' | 'city'> }) {
  const sales = useQuery(salesQuery(show.showId));
  if (sales.isLoadingError) return <Failure error={sales.error} retry={() => void sales.refetch()} />;
  if (sales.data === undefined || sales.data.hours.length === 0) return null;
  const { currency, hours, earlier } = sales.data;
  const { hoursEach, steps } = stepsOf(hours);
  const when = (at: number) => whenIn(show.city.timezone, at);
  const best = steps.reduce((held, step) => (step.seats > held.seats ? step : held));
  const each = hoursEach === 1 ? 'hour' : `${hoursEach} hours`;
  return (
    <BarChart
      title={hoursEach === 1 ? 'Sold per hour' : `Sold per ${hoursEach} hours`}
      summary={`Seats sold per ${each}. Most, ${best.seats}, in the ${each} from ${when(best.at)}`}
      aside={
        <>
          most {plural(best.seats, 'seat')}, {when(best.at)}
          {earlier.seats > 0 && `; ${earlier.seats} before that`}
        </>
      }
      bars={steps.map(({ at, seats, takingsMinor }) => ({
        key: String(at),
        label: when(at),
        value: seats,
        ...(takingsMinor === 0 ? {} : { note: formatMoney(takingsMinor, currency) }),
      }))}
      columns={[`From (${show.city.name})`, 'Seats']}
      format={String}
      ends={[when(steps[0]?.at ?? best.at), when(steps.at(-1)?.at ?? best.at)]}
    />
  );
}
