import { createThread, POST_MAX } from '@docket/contracts/http/discussion';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Failure } from '../../../ui/states.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { PRACTICE } from '../api/queries.ts';

type ThreadFormProps = { readonly slug: string; readonly solved: boolean; readonly onDone: () => void };
const initial = { kind: 'question' as 'question' | 'solution', title: '', text: '', language: '', spoiler: false };

/** Asks something, or shares a solution of a problem that was solved. */
export function ThreadForm({ slug, solved, onDone }: ThreadFormProps) {
  const queryClient = useQueryClient();
  const { languages = [] } = useLanguages();
  const form = useForm({
    initial,
    schema: createThread.body,
    body: ({ language, ...rest }) => ({
      ...rest,
      ...(rest.kind === 'solution' && language !== '' ? { language } : {}),
    }),
    send: (body, idempotencyKey) => docket.call(createThread, { params: { slug }, body, idempotencyKey }),
    onDone: async () => {
      await queryClient.invalidateQueries({ queryKey: PRACTICE });
      onDone();
    },
  });
  const { draft } = form;
  return (
    <form {...form.props} className="box grid gap-4 px-5 py-4" aria-label="Write something">
      {solved && (
        <Segmented
          label="It is"
          value={draft.kind}
          options={[
            { value: 'question', label: 'A question' },
            { value: 'solution', label: 'My solution' },
          ]}
          onChange={(kind) => form.set({ kind })}
        />
      )}
      <Field label="Title" {...form.text('title')} />
      <TextArea
        label="Text"
        hint="Markdown, with $TeX$ and code between three backticks."
        {...form.bind('text')}
        rows={8}
        maxLength={POST_MAX}
        value={draft.text}
        onChange={(text) => form.set({ text })}
      />
      {draft.kind === 'solution' ? (
        <Select
          label="Language"
          value={draft.language}
          options={[
            { value: '', label: 'None in particular' },
            ...languages.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(language) => form.set({ language })}
        />
      ) : (
        <SpoilerBox checked={draft.spoiler} onChange={(spoiler) => form.set({ spoiler })} />
      )}
      {form.failure !== null && <Failure error={form.failure} title="It was not posted" />}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" {...form.button}>
          {draft.kind === 'solution' ? 'Share the solution' : 'Ask'}
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

/** Whoever has not solved the problem is asked before they see it. */
export function SpoilerBox({
  checked,
  onChange,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label className="flex min-h-10 items-center gap-2 text-sm">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      It gives away how the problem is solved
    </label>
  );
}
