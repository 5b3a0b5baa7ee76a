import { closeBreak, commentBreak, type BreakDetail } from '@docket/contracts/http/reconciliation';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { BREAKS } from '../api/breaks.ts';

/** What an admin does with a break: writes to it, or closes it for a reason. */
export function BreakForms({ of }: { readonly of: BreakDetail }) {
  return (
    <div className="grid gap-5">
      <Comment id={of.breakId} />
      {of.status === 'OPEN' && of.type !== 'timing' && <Close of={of} />}
    </div>
  );
}

function useRenew() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: BREAKS });
}

function Comment({ id }: { readonly id: string }) {
  const renew = useRenew();
  const form = useForm({
    initial: { text: '' },
    schema: commentBreak.body,
    send: (body, idempotencyKey) => docket.call(commentBreak, { params: { id }, body, idempotencyKey }),
    onDone: async () => {
      form.set({ text: '' });
      await renew();
    },
  });
  return (
    <form {...form.props} className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
      <Field label="Comment" {...form.text('text')} />
      <Button {...form.button}>Add comment</Button>
      {form.failure !== null && <Failure error={form.failure} />}
    </form>
  );
}

function Close({ of: { breakId: id, type } }: { readonly of: BreakDetail }) {
  const renew = useRenew();
  const form = useForm({
    initial: { reason: '' },
    schema: closeBreak.body,
    send: (body) => docket.call(closeBreak, { params: { id }, body }),
    onDone: renew,
  });
  return (
    <form {...form.props} className="grid gap-3">
      <Field
        label="Reason for closing it"
        hint={
          type === 'fee'
            ? 'What the bank kept is in our books already, and stays there.'
            : 'The difference goes to the account suspense of the ledger, so that our books say what the bank says.'
        }
        {...form.text('reason')}
      />
      <Button variant="danger" {...form.button} className="sm:justify-self-start">
        Close the break
      </Button>
      {form.failure !== null && <Failure error={form.failure} />}
    </form>
  );
}
