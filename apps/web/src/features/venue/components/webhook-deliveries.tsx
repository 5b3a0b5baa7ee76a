import {
  replayWebhookDelivery,
  webhookDeliveryStatus,
  type WebhookDelivery,
  type WebhookDeliveryDetail,
  type WebhookDeliveryStatus,
} from '@docket/contracts/http/outgoing-webhook';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoment } from '../../../lib/format.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, Loading, RowsLoading } from '../../../ui/states.tsx';
import { deliveriesQuery, deliveryQuery, WEBHOOKS } from '../api/webhooks.ts';
import { DELIVERY_LOOK } from '../webhook-words.ts';

/** What an endpoint was told, and what it answered. */
export function WebhookDeliveries({ id }: { readonly id: string }) {
  const [status, setStatus] = useState<WebhookDeliveryStatus>();
  const deliveries = useInfiniteQuery(deliveriesQuery(id, status));
  const shown = deliveries.data?.pages.flatMap((page) => page.data);
  return (
    <section aria-label="Deliveries" className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 className="text-lg font-semibold">Deliveries</h2>
        <Select
          label="Status"
          className="w-44"
          value={status ?? ''}
          options={[
            { value: '', label: 'All' },
            ...webhookDeliveryStatus.options.map((value) => ({ value, label: DELIVERY_LOOK[value].label })),
          ]}
          onChange={(value) => setStatus(webhookDeliveryStatus.safeParse(value).data)}
        />
      </div>
      {deliveries.isError && <Failure error={deliveries.error} retry={() => void deliveries.refetch()} />}
      {deliveries.isPending && <RowsLoading label="Loading deliveries" rows={4} />}
      {shown?.length === 0 && (
        <Empty title={status === undefined ? 'Nothing was sent yet' : 'None of them'}>
          {status === undefined && 'Send a test to see how it answers.'}
        </Empty>
      )}
      {shown !== undefined && shown.length > 0 && (
        <RowList>
          {shown.map((one) => (
            <DeliveryRow key={one.deliveryId} delivery={one} />
          ))}
        </RowList>
      )}
      <LoadMore paged={deliveries} />
    </section>
  );
}

function DeliveryRow({ delivery }: { readonly delivery: WebhookDelivery }) {
  const [open, setOpen] = useState(false);
  const { label, tone } = DELIVERY_LOOK[delivery.status];
  return (
    <RowItem data-testid="delivery" className="gap-y-2">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1">
        <span className="min-w-0 font-mono text-sm font-semibold break-all">{delivery.type}</span>
        <Badge tone={tone}>{label}</Badge>
        <span className="min-w-0 text-sm text-muted">
          <Ago at={delivery.createdAt} />
          {delivery.attempts > 0 && `, ${delivery.attempts === 1 ? 'one call' : `${delivery.attempts} calls`}`}
          {delivery.lastStatus !== null && `, answered ${delivery.lastStatus}`}
        </span>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Less' : 'More'}
          <span className="sr-only"> of {delivery.type}</span>
        </Button>
      </div>
      {open && <Detail id={delivery.deliveryId} />}
    </RowItem>
  );
}

function Detail({ id }: { readonly id: string }) {
  const detail = useQuery(deliveryQuery(id));
  const queryClient = useQueryClient();
  const replay = useAct({
    act: () => docket.call(replayWebhookDelivery, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: WEBHOOKS }),
  });
  if (detail.isError) return <Failure error={detail.error} retry={() => void detail.refetch()} />;
  if (detail.data === undefined) return <Loading label="Loading the delivery" lines={3} />;
  const { body, tries, eventId, nextTryAt, status } = detail.data;
  return (
    <div className="grid min-w-0 gap-3 pb-2">
      <p className="text-sm break-all text-muted">
        <span className="font-mono">{eventId}</span>
        {nextTryAt !== null && <>, next call not before {formatMoment(nextTryAt)}</>}
      </p>
      <Tries tries={tries} />
      <Raw title="What is sent" text={pretty(body)} />
      <Button
        size="small"
        className="justify-self-start"
        busy={replay.isPending}
        onClick={() => !replay.isPending && replay.mutate()}
      >
        {status === 'PENDING' ? 'Send now' : 'Send again'}
      </Button>
      {replay.error !== null && <Failure error={replay.error} />}
    </div>
  );
}

function Tries({ tries }: Pick<WebhookDeliveryDetail, 'tries'>) {
  if (tries.length === 0) return <p className="text-sm">Not sent yet.</p>;
  return (
    <ol aria-label="Calls, the latest first" className="grid gap-2">
      {tries.map((one) => (
        <li key={one.at} className="grid min-w-0 gap-1 text-sm">
          <span>
            {formatMoment(one.at)}: {one.status ?? one.error} after {one.ms} ms
          </span>
          {one.answer !== null && one.answer !== '' && <Raw title="Answer" text={one.answer} />}
        </li>
      ))}
    </ol>
  );
}

function Raw({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={title}
      className="max-h-72 overflow-auto rounded bg-sunken p-2 font-mono text-xs break-all whitespace-pre-wrap"
    >
      {text}
    </pre>
  );
}

/** As people read it; what is sent has no spaces. */
function pretty(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}
