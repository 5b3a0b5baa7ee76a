import type { DeskStay } from '@docket/contracts/http/front-desk';
import { useState } from 'react';
import { formatMoney } from '../../../lib/money.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { addDays, dayWords } from '../../hotel/days.ts';
import { useStayActs } from '../api/queries.ts';

type GiveUpProps = { readonly slug: string; readonly stay: DeskStay; readonly today: string };

/** A guest who is not here: not coming, coming later, or one that the house has no room for. Each is asked once more, for money goes back. */
export function GiveUp({ slug, stay, today }: GiveUpProps) {
  const { noShow, keep, walk } = useStayActs(slug, stay.partId);
  const [asks, setAsks] = useState<'no-show' | 'walk'>();
  const [to, setTo] = useState('');
  const money = (minor: number) => formatMoney(minor, stay.currency);
  const error = noShow.error ?? keep.error ?? walk.error;
  const mayKeep = stay.keptUntil === null && addDays(today, 1) < stay.departure;
  return (
    <section className="grid gap-3">
      {asks === undefined && (
        <div className="flex flex-wrap gap-2">
          <Button className="min-h-11" onClick={() => setAsks('no-show')}>
            Did not come
          </Button>
          <Button className="min-h-11" onClick={() => setAsks('walk')}>
            Walk the guest
          </Button>
          {mayKeep && (
            <Button
              className="min-h-11"
              busy={keep.isPending}
              onClick={() => !keep.isPending && keep.mutate(addDays(today, 1))}
            >
              Keep until {dayWords(addDays(today, 1))}
            </Button>
          )}
          {stay.keptUntil !== null && (
            <Button className="min-h-11" busy={keep.isPending} onClick={() => !keep.isPending && keep.mutate(null)}>
              No longer keep it
            </Button>
          )}
        </div>
      )}
      {asks === 'no-show' && (
        <div className="grid gap-2 box px-4 py-3">
          <p className="text-sm">
            By the terms {money(stay.noShowFeeMinor)} is kept and{' '}
            {money(Math.max(0, stay.totalMinor - stay.noShowFeeMinor))} goes back. The room is for sale again. The night
            audit does this by itself at three in the morning.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button
              variant="danger"
              className="min-h-11"
              busy={noShow.isPending}
              onClick={() => !noShow.isPending && noShow.mutate(true)}
            >
              End as no-show
            </Button>
            <Button className="min-h-11" onClick={() => setAsks(undefined)}>
              Wait for the guest
            </Button>
          </div>
        </div>
      )}
      {asks === 'walk' && (
        <form
          className="grid gap-2 box px-4 py-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (!walk.isPending && to.trim() !== '') walk.mutate(to.trim());
          }}
        >
          <p className="text-sm">
            The house has no room: {money(stay.totalMinor)} goes back, all of it. Call another house first.
          </p>
          <Field
            label="Where the guest was sent"
            maxLength={200}
            className="[&_input]:min-h-11"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
          <div className="flex flex-wrap gap-2">
            <Button
              type="submit"
              variant="danger"
              className="min-h-11"
              busy={walk.isPending}
              disabled={to.trim() === ''}
            >
              Walk the guest
            </Button>
            <Button className="min-h-11" onClick={() => setAsks(undefined)}>
              Keep the stay
            </Button>
          </div>
        </form>
      )}
      {error !== null && <Failure error={error} />}
    </section>
  );
}
