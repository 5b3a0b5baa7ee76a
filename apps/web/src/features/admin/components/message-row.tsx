import { giveMessageUp, sendMessageAgain, type Message } from '@docket/contracts/http/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { RowItem } from '../../../ui/row-list.tsx';
import { Failure } from '../../../ui/states.tsx';
import { MESSAGES } from '../api/queries.ts';

/** A message that makes trouble, and what can be done about it. */
export function MessageRow({ message }: { readonly message: Message }) {
  const { messageId, name, state, reason } = message;
  const queryClient = useQueryClient();
  const renew = () => queryClient.invalidateQueries({ queryKey: MESSAGES });
  const again = useMutation({
    mutationFn: () => docket.call(sendMessageAgain, { params: { id: messageId } }),
    onSuccess: renew,
  });
  const giveUp = useMutation({
    mutationFn: () => docket.call(giveMessageUp, { params: { id: messageId } }),
    onSuccess: async () => {
      setAsking(false);
      await renew();
    },
  });
  const [asking, setAsking] = useState(false);
  return (
    <RowItem
      data-testid="message"
      data-state={state}
      data-message={messageId}
      className="gap-x-5 sm:grid-cols-[1fr_auto]"
    >
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={state === 'dead' ? 'bad' : 'limit'}>{state === 'dead' ? 'dead' : 'retrying'}</Badge>
          <span className="font-mono text-sm font-semibold break-all">{name}</span>
        </p>
        <p className="text-sm break-words">{reason ?? 'A worker went silent while working on it'}</p>
        <Details message={message} />
      </div>
      <div className="flex flex-wrap items-start gap-2">
        <Button size="small" busy={again.isPending} onClick={() => !again.isPending && again.mutate()}>
          {state === 'dead' ? 'Send again' : 'Try now'}
        </Button>
        {state === 'dead' && (
          <Button size="small" variant="danger" onClick={() => setAsking(true)}>
            Give up
          </Button>
        )}
      </div>
      {again.isError && (
        <div className="col-span-full">
          <Failure error={again.error} />
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title="Give this message up?"
          action="Give up"
          keep="Leave it here"
          danger
          busy={giveUp.isPending}
          error={giveUp.error}
          onConfirm={() => giveUp.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>
            It will never be carried out, and leaves this list. What it was about stays as it is. The decision is logged
            with your name.
          </p>
        </ConfirmDialog>
      )}
    </RowItem>
  );
}

function Details({ message }: { readonly message: Message }) {
  const { subjects, channel, failures, crashes, createdAt, nextAt, deadAt, messageId } = message;
  return (
    <div className="grid gap-0.5 text-sm text-muted">
      <p>
        {plural(failures, 'failure')}
        {crashes > 0 && `, ${plural(crashes, 'lost worker')}`} · created <Ago at={createdAt} />
        {deadAt !== null && (
          <>
            {' '}
            · dead since <Ago at={deadAt} />
          </>
        )}
        {nextAt !== null && (
          <>
            {' '}
            · next try in <Countdown until={Date.parse(nextAt)} />
          </>
        )}
      </p>
      {channel !== null && <p className="break-all">Channel {channel}</p>}
      {subjects.map(({ field, id }) => (
        <p key={`${field} ${id}`} className="break-all">
          {field} <span className="font-mono">{id}</span>
        </p>
      ))}
      <p className="break-all">
        Message <span className="font-mono">{messageId}</span>
      </p>
    </div>
  );
}
