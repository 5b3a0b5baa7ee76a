import { createWebhookEndpoint, type WebhookEndpoint } from '@docket/contracts/http/outgoing-webhook';
import { webhookEventType } from '@docket/contracts/outgoing/events';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { endpointsQuery, WEBHOOKS } from '../api/webhooks.ts';
import { ENDPOINT_LOOK } from '../webhook-words.ts';
import { EventChoice } from './event-choice.tsx';

/** Where the house is called when something happens to what it sells. */
export function WebhooksPage() {
  useTitle('Webhooks');
  const endpoints = useQuery(endpointsQuery());
  return (
    <Page width="text" className="grid gap-6 [&>:first-child]:mb-0">
      <PageTitle>Webhooks</PageTitle>
      <p className="text-muted">
        Your own systems are called when seats are sold or given back, payments come in, and money goes back. Each call
        is signed as Standard Webhooks says.
      </p>
      {endpoints.isPending && <RowsLoading label="Loading webhooks" rows={3} />}
      {endpoints.isError && <Failure error={endpoints.error} retry={() => void endpoints.refetch()} />}
      {endpoints.data?.on === false && (
        <Empty title="Webhooks are off">This installation calls nobody: whoever runs it has not set a key.</Empty>
      )}
      {endpoints.data?.on === true && <NewEndpoint />}
      {endpoints.data?.on === true && endpoints.data.data.length === 0 && <Empty title="No webhooks yet" />}
      {endpoints.data !== undefined && endpoints.data.data.length > 0 && (
        <RowList aria-label="Endpoints">
          {endpoints.data.data.map((one) => (
            <EndpointRow key={one.endpointId} endpoint={one} />
          ))}
        </RowList>
      )}
    </Page>
  );
}

function EndpointRow({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const { endpointId, url, description, events, status, failingSince } = endpoint;
  const { label, tone } = ENDPOINT_LOOK[status];
  return (
    <RowItem data-testid="endpoint" className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 hover:bg-sunken/60">
      <Link
        to="/venue/webhooks/$id"
        params={{ id: endpointId }}
        className={`block truncate font-mono text-sm font-semibold ${ROW_LINK}`}
      >
        {url}
      </Link>
      <Badge tone={tone}>{label}</Badge>
      <p className="min-w-0 truncate text-sm text-muted">
        {[description, `${events.length} of ${webhookEventType.options.length} events`]
          .filter((words) => words !== '')
          .join(' · ')}
      </p>
      {failingSince !== null && status === 'ACTIVE' && (
        <p className="text-right text-sm text-bad">
          failing since <Ago at={failingSince} />
        </p>
      )}
    </RowItem>
  );
}

const NEW = {
  url: '',
  description: '',
  events: ['booking.confirmed', 'booking.cancelled', 'payment.paid', 'refund.done'] as readonly string[],
};

function NewEndpoint() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initial: NEW,
    schema: createWebhookEndpoint.body,
    codes: { webhook_endpoint_taken: ['url', 'This address is called already'] },
    send: (body, idempotencyKey) => docket.call(createWebhookEndpoint, { body, idempotencyKey }),
    onDone: async ({ endpointId }) => {
      await queryClient.invalidateQueries({ queryKey: WEBHOOKS });
      await navigate({ to: '/venue/webhooks/$id', params: { id: endpointId } });
    },
  });
  return (
    <form className="box grid gap-4 p-4" aria-label="New endpoint" {...form.props}>
      <Field
        label="Address"
        type="url"
        inputMode="url"
        placeholder="https://shop.example.org/docket"
        {...form.text('url')}
      />
      <Field label="What it is for (optional)" {...form.text('description')} />
      <EventChoice
        chosen={form.draft.events}
        error={form.bind('events').error}
        onChange={(events) => form.set({ events })}
      />
      <Button variant="primary" className="justify-self-start" {...form.button}>
        Add the webhook
      </Button>
      {form.failure !== null && <Failure error={form.failure} />}
    </form>
  );
}
