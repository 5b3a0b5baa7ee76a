import { applyRejudge, dropRejudge, type RejudgeSummary } from '@docket/contracts/http/rejudge';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { useAct } from '../../../lib/use-act.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';

/** Applies or drops a rejudge, after asking. */
export function RejudgeDecision({
  rejudge,
  onDecided,
}: {
  readonly rejudge: RejudgeSummary;
  /** Reads again what it has changed. */
  readonly onDecided?: () => Promise<void>;
}) {
  const [asked, setAsked] = useState<'apply' | 'drop'>();
  const open = rejudge.status === 'RUNNING' || rejudge.status === 'READY';
  const queryClient = useQueryClient();
  const close = () => setAsked(undefined);
  const done = async () => {
    await queryClient.invalidateQueries({ queryKey: ['rejudges'] });
    await onDecided?.();
    close();
  };
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
      {asked === 'apply' && <ApplyDialog rejudge={rejudge} close={close} done={done} />}
      {asked === 'drop' && <DropDialog rejudge={rejudge} close={close} done={done} />}
    </div>
  );
}

type DialogProps = {
  readonly rejudge: RejudgeSummary;
  readonly close: () => void;
  readonly done: () => Promise<void>;
};

function ApplyDialog({ rejudge, close, done }: DialogProps) {
  const apply = useAct({
    intent: `apply.${rejudge.rejudgeId}`,
    act: (_: void, idempotencyKey) => docket.call(applyRejudge, { params: { id: rejudge.rejudgeId }, idempotencyKey }),
    onSuccess: done,
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

function DropDialog({ rejudge, close, done }: DialogProps) {
  const drop = useAct({
    intent: `drop.${rejudge.rejudgeId}`,
    act: (_: void, idempotencyKey) => docket.call(dropRejudge, { params: { id: rejudge.rejudgeId }, idempotencyKey }),
    onSuccess: done,
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
