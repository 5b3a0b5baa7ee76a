import type { MessageFigures, MessageState } from '@docket/contracts/http/messages';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Fact, Page, PageTitle } from '../../../ui/page.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { messageFiguresQuery, messagesQuery } from '../api/queries.ts';
import { formatAge } from '../look.ts';
import { MessageNames } from './message-names.tsx';
import { MessageRow } from './message-row.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { Stale } from './stale.tsx';

/** Jobs and events on their way, and those that do not get there. */
export function MessagesPage() {
  useTitle('Messages');
  return (
    <OnlyAdmins>
      <Page className="grid gap-6 [&>:first-child]:mb-0">
        <PageTitle>Messages</PageTitle>
        <MessagesView />
      </Page>
    </OnlyAdmins>
  );
}

function MessagesView() {
  const figures = useQuery(messageFiguresQuery());
  const [state, setState] = useState<MessageState>('dead');
  if (figures.data === undefined) {
    if (figures.isError) return <Failure error={figures.error} retry={() => void figures.refetch()} />;
    return <RowsLoading label="Loading messages" rows={6} />;
  }
  const count = (of: MessageState) => figures.data.troubled.reduce((sum, each) => sum + each[of], 0);
  return (
    <>
      {figures.isError && <Stale error={figures.error} at={figures.dataUpdatedAt} />}
      <Unserved unserved={figures.data.unserved} />
      <Depths depths={figures.data.depths} />
      <div className="max-w-sm">
        <Segmented
          label="Show"
          value={state}
          onChange={setState}
          options={[
            { value: 'dead', label: `Dead (${count('dead')})` },
            { value: 'retrying', label: `Retrying (${count('retrying')})` },
          ]}
        />
      </div>
      {state === 'dead' && <MessageNames troubled={figures.data.troubled.filter(({ dead }) => dead > 0)} />}
      <MessageList key={state} state={state} />
    </>
  );
}

/** Nothing fails here, so nothing ends it either: it waits until a worker is started. */
function Unserved({ unserved }: { readonly unserved: MessageFigures['unserved'] }) {
  if (unserved.length === 0) return null;
  return (
    <Notice tone="bad" role="alert" title="Work is waiting for a worker">
      {unserved.map(({ queue, waiting, oldestSeconds }) => (
        <p key={queue}>
          No running worker serves the queue <strong>{queue}</strong>: {plural(waiting, 'job')} waiting, the oldest for{' '}
          {formatAge(oldestSeconds)}.
        </p>
      ))}
    </Notice>
  );
}

function Depths({ depths }: { readonly depths: MessageFigures['depths'] }) {
  const of = (topic: 'job' | 'event') => depths.find((one) => one.topic === topic);
  const [job, event] = [of('job'), of('event')];
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-y border-dashed border-edge/60 py-3 sm:flex sm:flex-wrap sm:gap-x-10">
      <Fact label="Jobs not done">{job?.open ?? 0}</Fact>
      <Fact label="Oldest job">{formatAge(job?.oldestSeconds ?? null)}</Fact>
      <Fact label="Events not sent">{event?.unsent ?? 0}</Fact>
      <Fact label="Oldest event">{formatAge(event?.oldestSeconds ?? null)}</Fact>
    </dl>
  );
}

function MessageList({ state }: { readonly state: MessageState }) {
  const messages = useInfiniteQuery(messagesQuery(state));
  const shown = messages.data?.pages.flatMap((page) => page.data);
  if (shown === undefined) {
    if (messages.isError) return <Failure error={messages.error} retry={() => void messages.refetch()} />;
    return <RowsLoading label="Loading messages" rows={6} />;
  }
  if (shown.length === 0) {
    return state === 'dead' ? (
      <Empty title="No dead messages">
        A message that keeps failing is tried less and less often, and ends up here.
      </Empty>
    ) : (
      <Empty title="Nothing is being retried">Every message has gone through so far.</Empty>
    );
  }
  return (
    <div>
      <RowList aria-label={state === 'dead' ? 'Dead messages' : 'Messages being retried'}>
        {shown.map((message) => (
          <MessageRow key={message.messageId} message={message} />
        ))}
      </RowList>
      <LoadMore paged={messages} />
    </div>
  );
}
