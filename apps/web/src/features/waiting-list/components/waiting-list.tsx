import {
  acceptOffer,
  joinWaitingList,
  leaveWaitingList,
  type WaitingEntryState,
} from '@docket/contracts/http/waiting-list';
import type { RouteBodyInput } from '@docket/contracts/http/route';
import type { ShowDetail } from '@docket/contracts/http/show';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { Button } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { Select } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { useWaitingEntry } from '../api/use-waiting-entry.ts';

type Zones = readonly { readonly id: string; readonly name: string }[];
type WaitingListProps = {
  readonly show: ShowDetail;
  readonly zones: Zones;
  /** Has the hall places for wheelchairs? */
  readonly spaces: boolean;
  /** Of the waiting room, where there is one. */
  readonly pass: string | undefined;
};

/** Waiting for seats: join when nothing is free; how many are ahead and the offer, whatever else is free by then. */
export function WaitingList({ soldOut, ...props }: WaitingListProps & { readonly soldOut: boolean }) {
  const { show } = props;
  const { entry, error, retry, takeIn } = useWaitingEntry(show.showId);
  const navigate = useNavigate();
  const params = { id: show.showId };
  const leave = useMutation({
    mutationFn: () => docket.call(leaveWaitingList, { params }),
    onSuccess: () => {
      takeIn(null);
      retry();
    },
  });
  const accept = useAct({
    intent: `accept.${params.id}`,
    act: (_: void, idempotencyKey) => docket.call(acceptOffer, { params, idempotencyKey }),
    onSuccess: async (accepted) => {
      takeIn(accepted);
      if (accepted.bookingId !== null) await navigate({ to: '/bookings/$id', params: { id: accepted.bookingId } });
    },
  });
  const waits = entry?.status === 'WAITING' || entry?.status === 'OFFERED';
  if (!soldOut && !waits) return null;
  if (entry === undefined) return error === null ? null : <Failure error={error} retry={retry} />;
  return (
    <section
      aria-labelledby="waiting-list"
      data-testid="waiting-list"
      data-status={entry?.status ?? 'NONE'}
      className="grid gap-3 box p-4 sm:p-5"
    >
      <div role="status" className="grid gap-3">
        {entry?.status === 'OFFERED' ? (
          <Offer entry={entry} />
        ) : entry?.status === 'WAITING' ? (
          <Waiting entry={entry} />
        ) : (
          <div>
            <h2 id="waiting-list" className="font-semibold">
              No seat is free
            </h2>
            <p className="text-sm text-muted">
              {entry?.status === 'EXPIRED'
                ? 'The offer was not accepted in time and went to the next in line. You can join again.'
                : 'Released seats are offered to the waiting list, in order.'}
            </p>
          </div>
        )}
      </div>
      {waits ? (
        <div className="flex flex-wrap gap-2">
          {entry.status === 'OFFERED' && (
            <Button
              variant="primary"
              className="min-h-12 px-6 max-sm:grow"
              busy={accept.isPending}
              onClick={() => !accept.isPending && accept.mutate()}
            >
              Take them
            </Button>
          )}
          <Button className="min-h-12" busy={leave.isPending} onClick={() => !leave.isPending && leave.mutate()}>
            {entry.status === 'OFFERED' ? 'Decline' : 'Stop waiting'}
          </Button>
        </div>
      ) : (
        <Join {...props} onJoined={takeIn} />
      )}
      {accept.isError && <Failure error={accept.error} />}
      {leave.isError && <Failure error={leave.error} />}
    </section>
  );
}

function Offer({ entry }: { readonly entry: WaitingEntryState }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-3">
      <div>
        <h2 id="waiting-list" className="text-lg font-semibold">
          Seats for you: <span className="font-mono">{entry.seats.join(' ')}</span>
        </h2>
        <p className="text-sm text-muted">
          {entry.priceMinor !== null && entry.currency !== null && `${formatMoney(entry.priceMinor, entry.currency)}. `}
          Nobody else can have them until the time runs out.
        </p>
      </div>
      {entry.deadline !== null && (
        <Countdown until={entry.deadline} urgentBelow={60} className="font-mono text-3xl font-semibold" />
      )}
    </div>
  );
}

function Waiting({ entry }: { readonly entry: WaitingEntryState }) {
  return (
    <div>
      <h2 id="waiting-list" className="font-semibold">
        You wait for {plural(entry.quantity, 'seat')}
      </h2>
      <p className="text-sm text-muted">
        {entry.ahead === null
          ? ''
          : entry.ahead === 0
            ? 'You are first. '
            : `${plural(entry.ahead, 'person', 'people')} ahead of you. `}
        You are told here when seats are free for you.
      </p>
    </div>
  );
}

type JoinProps = WaitingListProps & { readonly onJoined: (entry: WaitingEntryState) => void };

function Join({ show, zones, spaces, pass, onJoined }: JoinProps) {
  const [quantity, setQuantity] = useState('2');
  const [zone, setZone] = useState('');
  const [accessible, setAccessible] = useState(false);
  const join = useAct({
    intent: `wait.${show.showId}`,
    act: (body: RouteBodyInput<typeof joinWaitingList>, idempotencyKey) =>
      docket.call(joinWaitingList, { params: { id: show.showId }, body, idempotencyKey }),
    onSuccess: onJoined,
  });
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Seats"
          value={quantity}
          onChange={setQuantity}
          options={Array.from({ length: show.seatsPerUser }, (_, index) => ({
            value: String(index + 1),
            label: String(index + 1),
          }))}
        />
        {zones.length > 1 && (
          <Select
            label="Zone"
            value={zone}
            onChange={setZone}
            options={[{ value: '', label: 'Any' }, ...zones.map((one) => ({ value: one.id, label: one.name }))]}
          />
        )}
        {spaces && (
          <label className="flex min-h-10 items-center gap-2 text-sm">
            <input type="checkbox" checked={accessible} onChange={(event) => setAccessible(event.target.checked)} />
            With a wheelchair space
          </label>
        )}
        <Button
          variant="primary"
          busy={join.isPending}
          onClick={() =>
            !join.isPending &&
            join.mutate({
              quantity: Number(quantity),
              accessible,
              ...(zone === '' ? {} : { zone }),
              ...(pass === undefined ? {} : { pass }),
            })
          }
        >
          Wait for seats
        </Button>
      </div>
      {join.isError && <Failure error={join.error} />}
    </>
  );
}
