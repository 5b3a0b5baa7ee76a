import { applyRejudge, dropRejudge, type RejudgeDetail } from '@docket/contracts/http/rejudge';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { useAct } from '../../../lib/use-act.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { rejudgeKey } from '../api/queries.ts';

/** Applies or drops a rejudge, after asking. */
export function RejudgeDecision({ rejudge }: { readonly rejudge: RejudgeDetail }) {
  const [asked, setAsked] = useState<'apply' | 'drop'>();
  const open = rejudge.status === 'RUNNING' || rejudge.status === 'READY';
  const close = () => setAsked(undefined);
  return (
    <div className="flex gap-2">
      {open && (
        <>
          <Button variant="danger" onClick={() => setAsked('drop')}>
            Discard
          </Button>
          <Button
            variant="primary"
            disabled={rejudge.status !== 'READY'}
            title={rejudge.status === 'READY' ? undefined : 'Once all are judged'}
            onClick={() => setAsked('apply')}
          >
            Apply
          </Button>
        </>
      )}
      {asked === 'apply' && <ApplyDialog rejudge={rejudge} close={close} />}
      {asked === 'drop' && <DropDialog rejudge={rejudge} close={close} />}
    </div>
  );
}

type DialogProps = { readonly rejudge: RejudgeDetail; readonly close: () => void };

function useRenew(rejudgeId: string, close: () => void): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.invalidateQueries({ queryKey: rejudgeKey(rejudgeId) });
    void queryClient.invalidateQueries({ queryKey: ['rejudges', 'list'] });
    close();
  };
}

function ApplyDialog({ rejudge, close }: DialogProps) {
  const renew = useRenew(rejudge.rejudgeId, close);
  const apply = useAct({
    intent: `apply.${rejudge.rejudgeId}`,
    act: (_: void, idempotencyKey) => docket.call(applyRejudge, { params: { id: rejudge.rejudgeId }, idempotencyKey }),
    onSuccess: renew,
  });
  return (
    <ConfirmDialog
      title="Apply the new verdicts?"
      action="Apply the verdicts"
      keep="Not yet"
      busy={apply.isPending}
      error={apply.error}
      onConfirm={() => apply.mutate()}
      onClose={close}
    >
      <p>
        {rejudge.changed === 0
          ? 'No verdict changes; measurements are replaced by the new ones.'
          : `${plural(rejudge.changed, 'submission gets', 'submissions get')} another verdict, all at once, and their authors see it.`}{' '}
        This can only be undone by another rejudge.
      </p>
    </ConfirmDialog>
  );
}

function DropDialog({ rejudge, close }: DialogProps) {
  const renew = useRenew(rejudge.rejudgeId, close);
  const drop = useAct({
    intent: `drop.${rejudge.rejudgeId}`,
    act: (_: void, idempotencyKey) => docket.call(dropRejudge, { params: { id: rejudge.rejudgeId }, idempotencyKey }),
    onSuccess: renew,
  });
  return (
    <ConfirmDialog
      title="Discard the new verdicts?"
      action="Discard the rejudge"
      keep="Keep it"
      danger
      busy={drop.isPending}
      error={drop.error}
      onConfirm={() => drop.mutate()}
      onClose={close}
    >
      <p>
        All verdicts stay as they are
        {rejudge.status === 'RUNNING' && `, and the ${rejudge.total - rejudge.judged} still waiting are not judged`}.
      </p>
    </ConfirmDialog>
  );
}
