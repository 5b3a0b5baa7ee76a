import { cancelSubmission } from '@docket/contracts/http/submission';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { isFinal } from '@docket/contracts/judge/verdict';
import { useMutation } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { Button } from '../../../ui/button.tsx';
import { toast } from '../../../ui/toast.tsx';

/** Stops a submission that has no verdict yet. The new state arrives like any other. */
export function CancelButton({ submission }: { readonly submission: SubmissionDetail }) {
  const cancel = useMutation({
    mutationFn: () => docket.call(cancelSubmission, { params: { id: submission.submissionId } }),
    onError: (error) => toast('bad', `Not cancelled. ${error.message}`),
  });
  if (isFinal(submission.status)) return null;
  return (
    <Button size="small" busy={cancel.isPending} disabled={cancel.isSuccess} onClick={() => cancel.mutate()}>
      {cancel.isSuccess ? 'Cancelling' : cancel.isError ? 'Cancel again' : 'Cancel'}
    </Button>
  );
}
