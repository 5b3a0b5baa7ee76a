import type { HallPlan } from '@docket/contracts/http/venue';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Failure } from '../../../ui/states.tsx';
import { Stepper } from '../../../ui/stepper.tsx';

type BestSeatsProps = {
  readonly showId: string;
  readonly plan: HallPlan;
  readonly most: number;
  /** Labels of the seats; `together` says whether they are side by side. */
  readonly onFound: (labels: readonly string[], together: boolean) => void;
};

/** Lets the server choose: so many seats, side by side if there are such. */
export function BestSeats({ showId, plan, most, onFound }: BestSeatsProps) {
  const [count, setCount] = useState(Math.min(2, most));
  const [zone, setZone] = useState('');
  const [accessible, setAccessible] = useState(false);
  const search = useMutation({
    mutationFn: () =>
      docket.catalog.bestSeats(showId, {
        n: count,
        ...(zone === '' ? {} : { zone }),
        ...(accessible ? { accessible: 'true' } : {}),
      }),
    onSuccess: ({ seats, groups }) => {
      if (seats !== null) onFound(seats, groups.length === 1);
    },
  });
  const hasSpaces = plan.seats.some((seat) => seat.kind === 'wheelchair');
  return (
    <section aria-labelledby="best" className="grid gap-3 box p-4">
      <h2 id="best" className="font-semibold">
        Best available
      </h2>
      <div className="flex flex-wrap items-end gap-3">
        <Stepper label="Seats" one="seat" value={count} least={1} most={most} onChange={setCount} />
        {plan.zones.length > 1 && (
          <Select
            label="Zone"
            value={zone}
            onChange={setZone}
            className="min-w-32 grow"
            options={[{ value: '', label: 'Any' }, ...plan.zones.map((one) => ({ value: one.id, label: one.name }))]}
          />
        )}
      </div>
      {hasSpaces && (
        <label className="flex min-h-10 items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="size-4"
            checked={accessible}
            onChange={(event) => setAccessible(event.target.checked)}
          />
          With a wheelchair space
        </label>
      )}
      <Button busy={search.isPending} onClick={() => !search.isPending && search.mutate()}>
        <Icon name="star" /> Choose for me
      </Button>
      <div role="status" className="text-sm empty:hidden">
        {search.data?.seats === null && 'There are not that many seats free.'}
      </div>
      {search.isError && <Failure error={search.error} />}
    </section>
  );
}
