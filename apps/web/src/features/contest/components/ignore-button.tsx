import type { ContestDetail, ContestSubmission } from '@docket/contracts/http/contest';
import { ignoreSubmission } from '@docket/contracts/http/contest-jury';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { useForgetContest } from '../api/jury.ts';

type IgnoreProps = { readonly contest: ContestDetail; readonly of: ContestSubmission; readonly what: string };

/** Takes a submission out of the count, or back into it. */
export function IgnoreButton({ contest, of, what }: IgnoreProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="ghost"
        aria-label={`${of.ignored ? 'Count' : 'Do not count'} ${what}`}
        onClick={() => setAsking(true)}
      >
        {of.ignored ? 'Count it' : 'Do not count'}
      </Button>
      {asking && <Dialog contest={contest} of={of} what={what} onClose={() => setAsking(false)} />}
    </>
  );
}

function Dialog({ contest, of, what, onClose }: IgnoreProps & { readonly onClose: () => void }) {
  const forget = useForgetContest();
  const form = useForm({
    initial: { reason: '' },
    schema: ignoreSubmission.body,
    body: ({ reason }) => ({ ignored: !of.ignored, ...(reason.trim() === '' ? {} : { reason }) }),
    send: (body) =>
      docket.call(ignoreSubmission, { params: { id: contest.slug, submissionId: of.submissionId }, body }),
    onDone: async () => {
      await forget();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={of.ignored ? 'Count this submission again?' : 'Take this submission out of the count?'}
      action={of.ignored ? 'Count it' : 'Do not count it'}
      keep="Leave it"
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <p>{what}</p>
      <Field label="Reason (optional)" {...form.text('reason')} required={false} />
    </ConfirmDialog>
  );
}
