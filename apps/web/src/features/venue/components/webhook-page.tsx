import {
  changeWebhookEndpoint,
  removeWebhookEndpoint,
  testWebhookEndpoint,
  type WebhookEndpoint,
} from '@docket/contracts/http/outgoing-webhook';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { endpointQuery, WEBHOOKS } from '../api/webhooks.ts';
import { ENDPOINT_LOOK } from '../webhook-words.ts';
import { EventChoice } from './event-choice.tsx';
import { WebhookDeliveries } from './webhook-deliveries.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

const route = getRouteApi('/venue/webhooks/$id');

/** One endpoint: what it is told, how it verifies that, and what became of each call. */
export function WebhookPage() {
  useTitle('Webhook');
  const { id } = route.useParams();
  return (
    <AtId kind="webhook" id={id}>
      <OneEndpoint id={id} />
    </AtId>
  );
}

function OneEndpoint({ id }: { readonly id: string }) {
  const endpoint = useQuery(endpointQuery(id));
  if (endpoint.data === undefined) {
    if (isNoSuch('webhook', endpoint.error)) return <NoSuch kind="webhook" />;
    return (
      <Page width="text">
        {endpoint.isError ? (
          <Failure error={endpoint.error} retry={() => void endpoint.refetch()} />
        ) : (
          <Loading label="Loading the webhook" lines={8} />
        )}
      </Page>
    );
  }
  return (
    <Page width="text" className="grid gap-6">
      <Head endpoint={endpoint.data} />
      <WebhookSecret endpoint={endpoint.data} />
      <Terms key={endpoint.data.endpointId} endpoint={endpoint.data} />
      <WebhookDeliveries id={id} />
      <Remove endpoint={endpoint.data} />
    </Page>
  );
}

function Head({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const { endpointId: id, url, status, failingSince } = endpoint;
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: WEBHOOKS });
  const { label, tone } = ENDPOINT_LOOK[status];
  const turn = useAct({
    act: (to: 'ACTIVE' | 'PAUSED') => docket.call(changeWebhookEndpoint, { params: { id }, body: { status: to } }),
    onSuccess,
  });
  const test = useAct({
    act: (testId: string) => docket.call(testWebhookEndpoint, { params: { id }, body: { testId } }),
    onSuccess,
  });
  return (
    <div className="grid gap-3">
      <div className="min-w-0">
        <p className="caption">
          <Link to="/venue/webhooks" className="link">
            Webhooks
          </Link>
        </p>
        <h1 className="font-mono text-xl font-semibold text-wrap break-all">{url}</h1>
      </div>
      <p className="flex flex-wrap items-center gap-3">
        <Badge tone={tone}>{label}</Badge>
        {failingSince !== null && (
          <span className="text-sm">
            No call has succeeded since <Ago at={failingSince} />.
            {status === 'DISABLED' && ' Nothing is sent until you turn it on again; what it missed can be replayed.'}
          </span>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        {status === 'ACTIVE' && (
          <Button busy={test.isPending} onClick={() => !test.isPending && test.mutate(crypto.randomUUID())}>
            Send a test
          </Button>
        )}
        <Button
          busy={turn.isPending}
          onClick={() => !turn.isPending && turn.mutate(status === 'ACTIVE' ? 'PAUSED' : 'ACTIVE')}
        >
          {status === 'ACTIVE' ? 'Pause' : 'Turn on'}
        </Button>
      </div>
      {turn.error !== null && <Failure error={turn.error} />}
      {test.error !== null && <Failure error={test.error} />}
    </div>
  );
}

function draftOf({ url, description, events }: WebhookEndpoint): {
  url: string;
  description: string;
  events: readonly string[];
} {
  return { url, description, events };
}

function Terms({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initial: draftOf(endpoint),
    schema: changeWebhookEndpoint.body,
    codes: { webhook_endpoint_taken: ['url', 'This address is called already'] },
    send: (body) => docket.call(changeWebhookEndpoint, { params: { id: endpoint.endpointId }, body }),
    onDone: () => queryClient.invalidateQueries({ queryKey: WEBHOOKS }),
  });
  return (
    <form className="box grid gap-4 p-4" aria-label="Address and events" {...form.props}>
      <Field label="Address" type="url" inputMode="url" {...form.text('url')} />
      <Field label="What it is for (optional)" {...form.text('description')} />
      <EventChoice
        chosen={form.draft.events}
        error={form.bind('events').error}
        onChange={(events) => form.set({ events })}
      />
      <Button className="justify-self-start" {...form.button}>
        Save
      </Button>
      {form.answer !== undefined && form.failure === null && <p role="status">Saved.</p>}
      {form.failure !== null && <Failure error={form.failure} />}
    </form>
  );
}

function Remove({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const remove = useAct({
    act: () => docket.call(removeWebhookEndpoint, { params: { id: endpoint.endpointId } }),
    onSuccess: async () => {
      await navigate({ to: '/venue/webhooks' });
      await queryClient.invalidateQueries({ queryKey: WEBHOOKS });
    },
  });
  return (
    <>
      <Button className="justify-self-start" onClick={() => setAsking(true)}>
        Remove the webhook
      </Button>
      {asking && (
        <ConfirmDialog
          title="Remove the webhook?"
          action="Remove the webhook"
          keep="Keep the webhook"
          danger
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => {
            setAsking(false);
            remove.reset();
          }}
        >
          <p>Nothing more is sent to it, and what was sent is forgotten. This cannot be undone.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
