import { rotateWebhookSecret, type WebhookEndpoint } from '@docket/contracts/http/outgoing-webhook';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoment } from '../../../lib/format.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Select } from '../../../ui/field.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { secretQuery, WEBHOOKS } from '../api/webhooks.ts';

/** What an endpoint verifies calls with: shown on request, and changed without a call that nobody can verify. */
export function WebhookSecret({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  const { beforeUntil } = endpoint;
  return (
    <section aria-label="Secret" className="box grid min-w-0 gap-3 p-4">
      <h2 className="text-lg font-semibold">Secret</h2>
      {shown && <Secret id={endpoint.endpointId} number={endpoint.secretNumber} />}
      {beforeUntil !== null && (
        <p className="text-sm text-muted">
          Calls are signed with the old secret as well until {formatMoment(beforeUntil)}.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => setShown(!shown)}>
          {shown ? 'Hide the secret' : 'Show the secret'}
        </Button>
        <Button size="small" onClick={() => setAsking(true)}>
          Change the secret
        </Button>
      </div>
      {asking && <Rotate endpoint={endpoint} onClose={() => setAsking(false)} onDone={() => setShown(true)} />}
    </section>
  );
}

function Secret({ id, number }: { readonly id: string; readonly number: number }) {
  const secret = useQuery(secretQuery(id, number));
  if (secret.isError) return <Failure error={secret.error} retry={() => void secret.refetch()} />;
  if (secret.data === undefined) return <Loading label="Loading the secret" lines={1} />;
  return (
    <p className="flex flex-wrap items-center gap-2">
      <code className="min-w-0 font-mono text-sm break-all">{secret.data.secret}</code>
      <CopyButton text={secret.data.secret} what="the secret" />
    </p>
  );
}

type RotateProps = { readonly endpoint: WebhookEndpoint; readonly onClose: () => void; readonly onDone: () => void };

function Rotate({ endpoint, onClose, onDone }: RotateProps) {
  const [overlap, setOverlap] = useState('24');
  const queryClient = useQueryClient();
  const rotate = useAct({
    act: (overlapHours: number) =>
      docket.call(rotateWebhookSecret, {
        params: { id: endpoint.endpointId },
        body: { from: endpoint.secretNumber, overlapHours },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: WEBHOOKS });
      onDone();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title="Change the secret?"
      action="Change the secret"
      keep="Keep the secret"
      busy={rotate.isPending}
      error={rotate.error}
      onConfirm={() => rotate.mutate(Number(overlap))}
      onClose={onClose}
    >
      <p>For a while calls are signed with both, so that you can take the new one to your systems.</p>
      <Select
        label="The old secret stays valid"
        value={overlap}
        onChange={setOverlap}
        options={[
          { value: '0', label: 'not at all: it has leaked' },
          { value: '1', label: 'for an hour' },
          { value: '24', label: 'for a day' },
          { value: '168', label: 'for a week' },
        ]}
      />
    </ConfirmDialog>
  );
}
