import type { RatePlan, RatesOfType } from '@docket/contracts/http/rates';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { addDays } from '../../hotel/days.ts';
import { ratesQuery, useRateActs } from '../api/rates.ts';
import { HouseFrame } from './house-frame.tsx';
import { PlanRules } from './plan-rules.tsx';
import { PlanTerms } from './plan-terms.tsx';

const route = getRouteApi('/venue/stays/$slug/policy');

/** How many rooms there are of each type, by which rules its plans are priced, and under which terms they are given back. */
export function PlansPage() {
  const { slug } = route.useParams();
  const today = new Date(serverClock.now()).toISOString().slice(0, 10);
  const rates = useQuery(ratesQuery(slug, today, addDays(today, 1)));
  useTitle(rates.data === undefined ? undefined : `Plans of ${rates.data.name}`);
  if (isNoSuch('house', rates.isLoadingError ? rates.error : undefined)) return <NoSuch kind="house" />;
  return (
    <HouseFrame slug={slug} name={rates.data?.name}>
      {rates.isLoadingError && <Failure error={rates.error} retry={() => void rates.refetch()} />}
      {rates.data === undefined && !rates.isLoadingError && <Loading label="Loading plans" lines={8} />}
      {rates.data?.types.length === 0 && <Empty title="This house has no rooms yet" />}
      {rates.data?.types.map((type) => (
        <section key={type.roomTypeId} className="grid gap-3" aria-label={type.name}>
          <h2 className="text-lg font-semibold">{type.name}</h2>
          <RoomCount key={`${type.rooms} ${type.overbooking}`} slug={slug} type={type} />
          {type.plans.map((plan) => (
            <PlanBox key={plan.planId} slug={slug} plan={plan} currency={rates.data.currency} />
          ))}
        </section>
      ))}
    </HouseFrame>
  );
}

type PlanBoxProps = { readonly slug: string; readonly plan: RatePlan; readonly currency: string };

function PlanBox({ slug, plan, currency }: PlanBoxProps) {
  return (
    <details className="box px-4 py-3" data-testid="plan">
      <summary className="min-h-8 cursor-pointer font-semibold">{plan.name}</summary>
      <div className="grid gap-6 pt-3">
        <PlanRules key={JSON.stringify([plan.baseMinor, plan.rules])} slug={slug} plan={plan} currency={currency} />
        <PlanTerms key={JSON.stringify(plan.policy)} slug={slug} plan={plan} currency={currency} />
      </div>
    </details>
  );
}

function RoomCount({ slug, type }: { readonly slug: string; readonly type: RatesOfType }) {
  const { rooms: act } = useRateActs(slug);
  const [rooms, setRooms] = useState(String(type.rooms));
  const [overbooking, setOverbooking] = useState(String(type.overbooking));
  const whole = (text: string) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined);
  const [n, m] = [whole(rooms), whole(overbooking)];
  const same = n === type.rooms && m === type.overbooking;
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (act.isPending || n === undefined || m === undefined || same) return;
        act.mutate({ roomTypeId: type.roomTypeId, rooms: n, overbooking: m });
      }}
    >
      <div className="flex flex-wrap items-end gap-3">
        <Field
          label="Rooms"
          inputMode="numeric"
          className="w-24 [&_input]:min-h-11"
          error={n === undefined ? 'A number' : undefined}
          value={rooms}
          onChange={(event) => setRooms(event.target.value)}
        />
        <Field
          label="Overbooked by"
          inputMode="numeric"
          className="w-32 [&_input]:min-h-11"
          error={m === undefined ? 'A number' : undefined}
          value={overbooking}
          onChange={(event) => setOverbooking(event.target.value)}
        />
        <Button
          type="submit"
          className="min-h-11"
          busy={act.isPending}
          disabled={n === undefined || m === undefined || same}
        >
          Save<span className="sr-only"> the rooms of {type.name}</span>
        </Button>
      </div>
      {act.error !== null && <Failure error={act.error} />}
      {m !== undefined && m > type.overbooking && (
        <Notice tone="note" title={`${m} more rooms are sold than there are`}>
          <p>Whoever the house has no room for in the end is walked: all that was paid goes back.</p>
        </Notice>
      )}
    </form>
  );
}
