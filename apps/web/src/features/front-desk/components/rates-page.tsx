import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { addDays } from '../../hotel/days.ts';
import { ratesQuery, type Rates } from '../api/rates.ts';
import type { Selection } from '../rate-grid.ts';
import { HouseFrame } from './house-frame.tsx';
import { RateChangeForm } from './rate-change.tsx';
import { RateGrid } from './rate-grid.tsx';

const route = getRouteApi('/venue/stays/$slug/rates');
const NIGHTS = 28;

/** What each plan of a house costs in each night, and what is left: nights are marked, then changed together. */
export function RatesPage() {
  const { slug } = route.useParams();
  const search = route.useSearch();
  const from = search.from ?? new Date(serverClock.now()).toISOString().slice(0, 10);
  const rates = useQuery(ratesQuery(slug, from, addDays(from, NIGHTS)));
  useTitle(rates.data === undefined ? undefined : `Rates of ${rates.data.name}`);
  if (isNoSuch('house', rates.isLoadingError ? rates.error : undefined)) return <NoSuch kind="house" />;
  return (
    <HouseFrame slug={slug} name={rates.data?.name} aside={<FromChoice slug={slug} from={from} />}>
      {rates.isLoadingError && <Failure error={rates.error} retry={() => void rates.refetch()} />}
      {rates.data === undefined && !rates.isLoadingError && <Loading label="Loading rates" lines={10} />}
      {rates.data !== undefined && <Calendar key={`${slug} ${rates.data.nights[0]}`} slug={slug} rates={rates.data} />}
    </HouseFrame>
  );
}

function FromChoice({ slug, from }: { readonly slug: string; readonly from: string }) {
  const navigate = useNavigate();
  const go = (to: string) => void navigate({ to: '/venue/stays/$slug/rates', params: { slug }, search: { from: to } });
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Button aria-label="Two weeks earlier" className="min-h-11 min-w-11" onClick={() => go(addDays(from, -14))}>
        ←
      </Button>
      <Field
        label="From"
        type="date"
        className="w-40 [&>label]:sr-only [&_input]:min-h-11"
        value={from}
        onChange={(event) => {
          if (event.target.value !== '') go(event.target.value);
        }}
      />
      <Button aria-label="Two weeks later" className="min-h-11 min-w-11" onClick={() => go(addDays(from, 14))}>
        →
      </Button>
    </div>
  );
}

function Calendar({ slug, rates }: { readonly slug: string; readonly rates: Rates }) {
  const [selection, setSelection] = useState<Selection>();
  const plans = rates.types.flatMap(({ plans: ofType }) => ofType);
  if (plans.length === 0) return <Empty title="This house has no rates yet" />;
  return (
    <>
      <RateGrid rates={rates} selection={selection} onSelect={setSelection} />
      <RateChangeForm slug={slug} rates={rates} plans={plans} selection={selection} />
    </>
  );
}
