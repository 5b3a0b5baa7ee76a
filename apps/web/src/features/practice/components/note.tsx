import { NOTE_MAX, saveNote } from '@docket/contracts/http/practice';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Failure } from '../../../ui/states.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { marksQuery } from '../api/queries.ts';

/** A note about the problem that nobody else reads. */
export function Note({ slug, text }: { readonly slug: string; readonly text: string }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initial: { text },
    schema: saveNote.body,
    send: (body) => docket.call(saveNote, { params: { slug }, body }),
    onDone: () => queryClient.invalidateQueries({ queryKey: marksQuery(slug).queryKey }),
  });
  const changed = form.draft.text !== text;
  return (
    <form {...form.props} className="grid gap-3" aria-label="Your note">
      <TextArea
        label="Your note"
        hint="Only you see it."
        {...form.bind('text')}
        maxLength={NOTE_MAX}
        value={form.draft.text}
        onChange={(next) => form.set({ text: next })}
      />
      {form.failure !== null && <Failure error={form.failure} title="Your note was not saved" />}
      <div className="flex items-center gap-3">
        <Button {...form.button} disabled={!changed}>
          Save the note
        </Button>
        <p role="status" className="text-sm text-muted">
          {form.answer !== undefined && !changed ? 'Saved' : ''}
        </p>
      </div>
    </form>
  );
}
