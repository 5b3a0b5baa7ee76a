import { chooseReference, type WorkerStatus } from '@docket/contracts/http/queue';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMs } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { workersQuery } from '../api/queries.ts';

/** By what CPU limits are multiplied on a worker's host, from which figures, and the way to make it the one they are meant for. */
export function Calibration({ worker }: { readonly worker: WorkerStatus }) {
  const [asked, setAsked] = useState(false);
  const { calibration } = worker;
  if (calibration === null || calibration.mode === 'off') return 'not calibrated';
  const { mode, factor, measuredMs, referenceMs, at } = calibration;
  return (
    <>
      × {factor.toFixed(2)}{' '}
      <span className="font-normal text-muted">
        {mode === 'fixed' && 'set by hand'}
        {measuredMs !== null && referenceMs !== null && `${formatMs(measuredMs)} to ${formatMs(referenceMs)}`}
        {at !== null && (
          <>
            , <Ago at={at} />
          </>
        )}
      </span>
      {measuredMs !== null && worker.alive && (
        <button type="button" className="block font-normal underline" onClick={() => setAsked(true)}>
          Make it the reference
        </button>
      )}
      {asked && <ReferenceDialog worker={worker} close={() => setAsked(false)} />}
    </>
  );
}

function ReferenceDialog({ worker, close }: { readonly worker: WorkerStatus; readonly close: () => void }) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => docket.call(chooseReference, { body: { workerId: worker.workerId } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: workersQuery().queryKey });
      close();
    },
  });
  return (
    <ConfirmDialog
      title="Make this host the reference?"
      action="Make it the reference"
      keep="Leave it as it is"
      busy={mutation.isPending}
      error={mutation.error}
      onConfirm={() => mutation.mutate()}
      onClose={close}
    >
      <p>
        Time limits will be understood as times on {worker.host}. Within a minute, hosts that are more than 15 % slower
        give programs that much more CPU time; faster ones take nothing away.
      </p>
    </ConfirmDialog>
  );
}
