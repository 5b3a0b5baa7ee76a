import type { ContestDetail } from '@docket/contracts/http/contest';
import { actOnContest } from '@docket/contracts/http/contest-jury';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { useForgetContest } from '../api/jury.ts';
import { fromLocalInput, toLocalInput } from '../contest-time.ts';
import { actsFor, type ContestActName } from '../contest-turns.ts';

type Name = ContestActName;

type Words = {
  readonly button: string;
  readonly title: string;
  readonly what: string;
  readonly action: string;
  readonly keep: string;
  readonly danger?: boolean;
};

const WORDS: Readonly<Record<Name, Words>> = {
  end: {
    button: 'Move the end',
    title: 'Move the end for everybody',
    what: 'Everybody’s time is longer or shorter by as much.',
    action: 'Move the end',
    keep: 'Leave it',
  },
  pause: {
    button: 'Pause',
    title: 'Pause the contest?',
    what: 'Nobody’s time runs and nothing can be submitted until you go on. The pause is added to the end.',
    action: 'Pause the contest',
    keep: 'Let it run',
  },
  resume: {
    button: 'Go on',
    title: 'Go on with the contest?',
    what: 'Everybody’s time runs again; the pause is added to the end.',
    action: 'Go on',
    keep: 'Stay paused',
  },
  freeze: {
    button: 'Freeze now',
    title: 'Freeze the standings now?',
    what: 'From now on the public sees that there are tries, and not how they end. Participants see their own verdicts.',
    action: 'Freeze the standings',
    keep: 'Leave them live',
  },
  thaw: {
    button: 'Thaw',
    title: 'Thaw the standings?',
    what: 'Everybody sees all verdicts at once. For a ceremony use the resolver first: it needs no thaw.',
    action: 'Thaw the standings',
    keep: 'Keep them frozen',
  },
  finalise: {
    button: 'Finalise',
    title: 'Finalise the results?',
    what: 'The results are final: they count for problems, profiles and, where the contest is rated, ratings from now on.',
    action: 'Finalise the results',
    keep: 'Not yet',
    danger: true,
  },
};

/** What the jury does with clock and standings, each after a question. */
export function JuryActs({ contest }: { readonly contest: ContestDetail }) {
  const [asking, setAsking] = useState<Name>();
  const acts = actsFor(contest);
  if (acts.length === 0) return null;
  return (
    <section aria-label="Clock and standings" className="flex flex-wrap gap-2">
      {acts.map((act) => (
        <Button key={act} onClick={() => setAsking(act)}>
          {WORDS[act].button}
        </Button>
      ))}
      {asking !== undefined && <ActDialog contest={contest} act={asking} onClose={() => setAsking(undefined)} />}
    </section>
  );
}

function ActDialog({
  contest,
  act,
  onClose,
}: {
  readonly contest: ContestDetail;
  readonly act: Name;
  readonly onClose: () => void;
}) {
  const words = WORDS[act];
  const forget = useForgetContest();
  const form = useForm({
    initial: { at: toLocalInput(contest.endsAt), reason: '' },
    schema: actOnContest.body,
    body: ({ at, reason }) => ({
      act,
      ...(act === 'end' ? { at: fromLocalInput(at) } : {}),
      ...(reason.trim() === '' ? {} : { reason }),
    }),
    send: (body) => docket.call(actOnContest, { params: { id: contest.slug }, body }),
    onDone: async () => {
      await forget();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={words.title}
      action={words.action}
      keep={words.keep}
      danger={words.danger === true}
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <p>{words.what}</p>
      {act === 'end' && (
        <>
          <Field label="New end" type="datetime-local" {...form.text('at')} />
          <p className="flex flex-wrap gap-2">
            {[5, 15, 30].map((minutes) => (
              <Button
                key={minutes}
                size="small"
                onClick={() =>
                  form.set({
                    at: toLocalInput(
                      new Date(
                        Math.max(Date.parse(contest.endsAt), serverClock.now()) + minutes * 60_000,
                      ).toISOString(),
                    ),
                  })
                }
              >
                {minutes} minutes more
              </Button>
            ))}
          </p>
        </>
      )}
      <Field label="Reason (optional)" hint="It is kept in the audit log." {...form.text('reason')} required={false} />
    </ConfirmDialog>
  );
}
