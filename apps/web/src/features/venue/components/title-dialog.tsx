import { changeTitle, createTitle, titleKind, type TitleDetail } from '@docket/contracts/http/title';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useForm, type Form } from '../../../lib/use-form.ts';
import { slugOf } from '../../../lib/slug.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { titleQuery } from '../../catalog/api/queries.ts';
import { kindWord } from '../../catalog/kind-word.ts';
import { changedTitleOf, draftOf, EMPTY_TITLE, newTitleOf, type TitleDraft } from '../title-draft.ts';
import { FormDialog } from './form-dialog.tsx';
import { PosterField } from './poster-field.tsx';

const KINDS = titleKind.options.map((value) => ({ value, label: kindWord(value) }));

/** A new title, or all that can be changed of one. */
export function TitleDialog({ slug, onClose }: { readonly slug: string | undefined; readonly onClose: () => void }) {
  const [made, setMade] = useState<string>();
  const known = slug ?? made;
  const title = useQuery({ ...titleQuery(known ?? ''), enabled: known !== undefined });
  return (
    <FormDialog title={slug === undefined ? 'Add a title' : 'Change the title'} onClose={onClose}>
      {known === undefined && <NewTitle onClose={onClose} onMade={setMade} />}
      {known !== undefined && title.isPending && <Loading label="Loading the title" />}
      {title.isError && <Failure error={title.error} retry={() => void title.refetch()} />}
      {known !== undefined && title.data !== undefined && (
        <>
          <PosterField title={title.data} />
          <ChangedTitle key={title.data.slug} title={title.data} onClose={onClose} />
        </>
      )}
    </FormDialog>
  );
}

function useForget() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['catalog'] }),
      queryClient.invalidateQueries({ queryKey: ['shows'] }),
    ]);
}

function NewTitle({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (slug: string) => void }) {
  const forget = useForget();
  const form = useForm({
    initial: EMPTY_TITLE,
    schema: createTitle.body,
    body: newTitleOf,
    send: (body, idempotencyKey) => docket.call(createTitle, { body, idempotencyKey }),
    onDone: async ({ slug }) => {
      await forget();
      // The poster comes next.
      onMade(slug);
    },
  });
  return <Fields form={form} fresh onClose={onClose} action="Add the title" />;
}

function ChangedTitle({ title, onClose }: { readonly title: TitleDetail; readonly onClose: () => void }) {
  const forget = useForget();
  const form = useForm({
    initial: draftOf(title),
    schema: changeTitle.body,
    body: changedTitleOf,
    send: (body) => docket.call(changeTitle, { params: { slug: title.slug }, body }),
    onDone: async () => {
      await forget();
      onClose();
    },
  });
  return <Fields form={form} onClose={onClose} action="Save" />;
}

type FieldsProps = {
  readonly form: Form<TitleDraft, unknown>;
  readonly fresh?: boolean;
  readonly action: string;
  readonly onClose: () => void;
};

function Fields({ form, fresh = false, action, onClose }: FieldsProps) {
  const { draft, set } = form;
  return (
    <form {...form.props} className="grid gap-4">
      <Field label="Name" {...form.text('name')} />
      {fresh && (
        <Field
          label="Short name (optional)"
          hint="Part of its address; cannot be changed later."
          placeholder={slugOf(draft.name)}
          autoCapitalize="none"
          spellCheck={false}
          {...form.text('slug')}
          required={false}
        />
      )}
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Select
          label="Kind"
          value={draft.kind}
          options={KINDS}
          onChange={(value) => set({ kind: value === 'event' ? 'event' : 'movie' })}
        />
        <Field label="Language (optional)" {...form.text('language')} required={false} />
        <Field label="Minutes" type="number" inputMode="numeric" {...form.text('minutes')} />
      </div>
      <Field label="Tags (optional)" hint="Separated by commas" {...form.text('tags')} required={false} />
      <label className="grid gap-1.5 text-sm font-medium">
        Description (optional)
        <textarea
          name="description"
          rows={5}
          maxLength={10_000}
          className="field-box h-auto w-full py-2 font-normal"
          value={draft.description}
          onChange={(event) => set({ description: event.target.value })}
        />
      </label>
      {form.failure !== null && <Failure error={form.failure} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button variant="primary" {...form.button}>
          {action}
        </Button>
      </div>
    </form>
  );
}
