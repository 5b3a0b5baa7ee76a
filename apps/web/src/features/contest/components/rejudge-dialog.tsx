import type { ContestDetail } from '@docket/contracts/http/contest';
import { rejudgeContest } from '@docket/contracts/http/contest-jury';
import { useNavigate } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { filled } from '../../../lib/given.ts';
import { useForm } from '../../../lib/use-form.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Select } from '../../../ui/field.tsx';

type RejudgeProps = {
  readonly contest: ContestDetail;
  readonly labels: readonly { readonly value: string; readonly label: string }[];
  readonly filter: { readonly label?: string; readonly status?: string; readonly language?: string };
  readonly onClose: () => void;
};

/** Judges what the filters show again, in the shadow; what would change is seen before it is applied. */
export function RejudgeDialog({ contest, labels, filter, onClose }: RejudgeProps) {
  const navigate = useNavigate();
  const form = useForm({
    initial: {
      label: filter.label ?? labels[0]?.value ?? '',
      language: filter.language ?? '',
      status: filter.status ?? '',
    },
    schema: rejudgeContest.body,
    body: filled,
    send: (body, idempotencyKey) => docket.call(rejudgeContest, { params: { id: contest.slug }, body, idempotencyKey }),
    onDone: ({ rejudgeId }) =>
      void navigate({ to: '/contests/$slug/jury/rejudges/$id', params: { slug: contest.slug, id: rejudgeId } }),
  });
  const { draft, set } = form;
  return (
    <ConfirmDialog
      title="Rejudge"
      action="Judge them again"
      keep="Leave them"
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <p>
        They are judged in the shadow: the standings stay as they are until you have seen what would change, and apply
        it.
      </p>
      <Select label="Problem" value={draft.label} options={labels} onChange={(label) => set({ label })} />
      {(draft.language !== '' || draft.status !== '') && (
        <p className="text-sm text-muted">
          Only {[draft.status, draft.language].filter((part) => part !== '').join(', ')}, as filtered.
        </p>
      )}
    </ConfirmDialog>
  );
}
