import type { ContestDetail } from '@docket/contracts/http/contest';
import { askForPrint } from '@docket/contracts/http/contest-desk';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { TextArea } from '../../../ui/text-area.tsx';

/** Asks for a text on paper, which somebody brings. */
export function PrintForm({ contest }: { readonly contest: ContestDetail }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        Print something
      </Button>
      {open && <Dialog contest={contest} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ contest, onClose }: { readonly contest: ContestDetail; readonly onClose: () => void }) {
  const form = useForm({
    initial: { name: '', content: '' },
    schema: askForPrint.body,
    send: (body, idempotencyKey) => docket.call(askForPrint, { params: { id: contest.slug }, body, idempotencyKey }),
    onDone: () => {
      toast('ok', 'It is in the print queue');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title="Print"
      action="Print it"
      keep="Close"
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <Field label="Name of the file" placeholder="a.py" {...form.text('name')} />
      <TextArea
        label="Text"
        mono
        rows={10}
        {...form.bind('content')}
        value={form.draft.content}
        onChange={(content) => form.set({ content })}
      />
    </ConfirmDialog>
  );
}
