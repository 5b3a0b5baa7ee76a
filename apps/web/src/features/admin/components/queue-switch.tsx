import { drainQueue, pauseQueue, resumeQueue, type QueueState } from '@docket/contracts/http/queue';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { docket } from '../../../lib/docket.ts';
import { filled } from '../../../lib/given.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { queueQuery } from '../api/queries.ts';

type Change = 'pause' | 'drain' | 'resume';

const DIALOGS: Record<Change, { title: string; text: string; action: string; keep: string }> = {
  pause: {
    title: 'Pause the queue?',
    text: 'Workers start nothing new. What is running finishes. People can still submit; their work waits.',
    action: 'Pause the queue',
    keep: 'Keep it running',
  },
  drain: {
    title: 'Drain the queue?',
    text: 'New submissions and runs are turned away and asked to come back later. What is waiting is judged.',
    action: 'Drain the queue',
    keep: 'Keep accepting work',
  },
  resume: {
    title: 'Resume the queue?',
    text: 'New work is accepted again, and workers start on what is waiting.',
    action: 'Resume the queue',
    keep: 'Leave it as it is',
  },
};

/** Whether the queue moves, who changed that, and the ways to change it. */
export function QueueSwitch({ queue }: { readonly queue: QueueState }) {
  const [asked, setAsked] = useState<Change>();
  const open = !queue.paused && !queue.draining;
  const state = queue.paused ? 'paused' : queue.draining ? 'draining' : 'open';
  return (
    <section
      aria-label="State of the queue"
      data-testid="queue-state"
      data-state={state}
      className="grid items-center gap-x-8 gap-y-4 box px-6 py-5 sm:grid-cols-[auto_1fr_auto]"
    >
      <p
        aria-hidden="true"
        className={cx(
          'stamp justify-self-start px-3 py-2.5 text-lg uppercase',
          open ? 'text-ok' : queue.paused ? 'text-bad' : 'text-limit',
        )}
      >
        {state}
      </p>
      <div role="status" className="min-w-0">
        <p className="text-lg font-semibold">
          {open && 'The queue is running'}
          {queue.paused && 'Workers start nothing new'}
          {!queue.paused && queue.draining && 'New work is turned away'}
        </p>
        {queue.paused && queue.draining && <p>New work is turned away as well.</p>}
        {queue.reason !== null && <p className="break-words">“{queue.reason}”</p>}
        <p className="text-sm text-muted">
          {queue.changedAt === null || queue.changedBy === null ? (
            'It has never been paused.'
          ) : (
            <>
              {open ? 'Resumed' : 'Changed'} by {queue.changedBy}, <Ago at={queue.changedAt} />
            </>
          )}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {!queue.paused && (
          <Button onClick={() => setAsked('pause')}>
            <Icon name="pause" /> Pause
          </Button>
        )}
        {!queue.draining && (
          <Button onClick={() => setAsked('drain')}>
            <Icon name="drain" /> Drain
          </Button>
        )}
        {!open && (
          <Button variant="primary" onClick={() => setAsked('resume')}>
            <Icon name="play" /> Resume
          </Button>
        )}
      </div>
      {asked !== undefined && <ChangeDialog key={asked} change={asked} close={() => setAsked(undefined)} />}
    </section>
  );
}

function ChangeDialog({ change, close }: { readonly change: Change; readonly close: () => void }) {
  const queryClient = useQueryClient();
  const words = DIALOGS[change];
  const form = useForm({
    initial: { reason: '' },
    schema: pauseQueue.body,
    body: ({ reason }) => filled({ reason: reason.trim() }),
    send: (body) => {
      if (change === 'resume') return docket.call(resumeQueue);
      return change === 'pause' ? docket.call(pauseQueue, { body }) : docket.call(drainQueue, { body });
    },
    onDone: async (state) => {
      // A look that is on its way would show the state of before.
      await queryClient.cancelQueries({ queryKey: queueQuery().queryKey });
      queryClient.setQueryData(queueQuery().queryKey, state);
      close();
    },
  });
  return (
    <ConfirmDialog
      title={words.title}
      action={words.action}
      keep={words.keep}
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={close}
    >
      <p>{words.text}</p>
      {change !== 'resume' && <Field label="Reason" hint="Shown here to other admins." {...form.text('reason')} />}
    </ConfirmDialog>
  );
}
