import { getOwnProfile } from '@docket/contracts/http/identity';
import { createTrip, type Trip, type TripPartKind } from '@docket/contracts/http/trip';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useSession } from '../../../lib/session.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { lastGuest } from '../api/last-guest.ts';
import { tripQuery } from '../api/queries.ts';

/** A worker decides in less, unless there is a crowd; then the trip's page goes on waiting. */
const WAIT_SECONDS = 5;

function profileQuery() {
  return queryOptions({
    queryKey: ['trips', 'profile'] as const,
    queryFn: ({ signal }) => docket.call(getOwnProfile, { signal }),
    staleTime: 60_000,
  });
}

type Words = { readonly label: string; readonly hint: string };

type OrderFormProps = {
  readonly kind: TripPartKind;
  readonly quoteId: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly name: Words & { readonly initial?: string };
  readonly phone: Words;
  /** Left out where there is nobody to have wishes of. */
  readonly wishes?: Words;
  /** What happens next, below the button. */
  readonly children: string;
};

/** In whose name a quote is ordered; then to the payment. */
export function OrderForm(props: OrderFormProps) {
  const profile = useQuery(profileQuery());
  return profile.isPending ? (
    <Loading label="Loading your details" lines={5} />
  ) : (
    <Filled {...props} knownPhone={profile.data?.phone ?? ''} />
  );
}

function Filled(props: OrderFormProps & { readonly knownPhone: string }) {
  const { kind, quoteId, totalMinor, currency, name, phone, wishes, knownPhone, children } = props;
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const current = useSession();
  const last = lastGuest.get();
  const form = useForm({
    initial: {
      name:
        last !== undefined && last.userId === current?.userId ? last.name : (name.initial ?? current?.username ?? ''),
      phone: knownPhone,
      requests: '',
    },
    schema: createTrip.body,
    body: ({ name: called, phone: number, requests }) => ({
      parts: [{ kind, quoteId }],
      guest: { name: called, phone: number.trim() === '' ? null : number },
      requests: requests.trim() === '' ? null : requests,
    }),
    names: { 'guest.name': 'name', 'guest.phone': 'phone' },
    intent: `trip.${quoteId}`,
    send: (body, idempotencyKey) => docket.call(createTrip, { query: { wait: WAIT_SECONDS }, body, idempotencyKey }),
    onDone: goOn,
  });

  async function goOn(trip: Trip) {
    if (current !== undefined) lastGuest.set({ userId: current.userId, name: trip.guest.name });
    queryClient.setQueryData(tripQuery(trip.tripId).queryKey, trip);
    await navigate(
      trip.status === 'HELD'
        ? { to: '/trips/$id/pay', params: { id: trip.tripId }, replace: true }
        : { to: '/trips/$id', params: { id: trip.tripId }, replace: true },
    );
  }

  return (
    <form {...form.props} className="box grid gap-4 p-5 sm:p-6">
      <Field label={name.label} hint={name.hint} autoComplete="name" {...form.text('name')} />
      <Field label={phone.label} hint={phone.hint} type="tel" autoComplete="tel" {...form.text('phone')} />
      {wishes !== undefined && (
        <TextArea
          label={wishes.label}
          hint={wishes.hint}
          rows={3}
          value={form.draft.requests}
          onChange={(requests) => form.set({ requests })}
          {...form.bind('requests')}
        />
      )}
      {form.failure !== null && <Failure error={form.failure} />}
      <Button variant="primary" className="min-h-12 px-6 sm:justify-self-start" {...form.button}>
        Hold and pay {formatMoney(totalMinor, currency)}
      </Button>
      <p className="text-sm text-muted">{children}</p>
    </form>
  );
}
