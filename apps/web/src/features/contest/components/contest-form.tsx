import { registrationKinds, upsolvingKinds } from '@docket/contracts/contest/settings';
import type { ReactNode } from 'react';
import type { Form } from '../../../lib/use-form.ts';
import { slugOf } from '../../../lib/slug.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import type { ContestDraft } from '../contest-draft.ts';
import { FORMAT_CHOICES, formatWords, REGISTRATION_WORDS } from '../contest-words.ts';
import { firstOptions, optionFields } from '../format-options.ts';
import { TextArea } from '../../../ui/text-area.tsx';

const REGISTRATIONS = registrationKinds.map((value) => ({ value, label: REGISTRATION_WORDS[value] }));
const UPSOLVING = { nobody: 'Nobody', participants: 'Those who took part', everybody: 'Everybody' } as const;
/** Those that this browser knows; the server has the last word. */
const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');
const ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

type FormProps = {
  readonly form: Form<ContestDraft, unknown>;
  readonly action: string;
  /** Once it has begun, its format and start stay. */
  readonly begun?: boolean;
};

/** All that is set of a contest but its problems and people. */
export function ContestForm({ form, action, begun = false }: FormProps) {
  const { draft, set } = form;
  return (
    <form {...form.props} className="grid gap-8">
      <Group title="What it is">
        <Field label="Title" {...form.text('title')} className="md:col-span-2" />
        <Field
          label="Address"
          hint={`/contests/${draft.slug === '' ? slugOf(draft.title === '' ? 'title' : draft.title) : draft.slug}`}
          placeholder={slugOf(draft.title)}
          autoCapitalize="none"
          spellCheck={false}
          {...form.text('slug')}
          required={false}
        />
        <TextArea
          label="Description (optional)"
          hint="Markdown, with formulas between dollars"
          rows={5}
          className="md:col-span-3"
          {...form.bind('description')}
          required={false}
          value={draft.description}
          onChange={(description) => set({ description })}
        />
      </Group>
      <Group title="When" hint={`Times are those of your clock (${ZONE}).`}>
        <Field label="Start" type="datetime-local" disabled={begun} {...form.text('startsAt')} />
        <Field label="End" type="datetime-local" {...form.text('endsAt')} />
        <Field
          label="Freeze the standings at (optional)"
          type="datetime-local"
          {...form.text('freezesAt')}
          required={false}
        />
        <Field
          label="Own time in minutes (optional)"
          type="number"
          inputMode="numeric"
          hint="Filled in, everybody begins when they like between start and end."
          {...form.text('durationMinutes')}
          required={false}
        />
        <Select
          label="Held in the time zone of"
          name="timeZone"
          value={draft.timeZone}
          options={[
            { value: '', label: 'Nowhere in particular' },
            ...[...new Set([...(draft.timeZone === '' ? [] : [draft.timeZone]), ...ZONES])].map((zone) => ({
              value: zone,
              label: zone,
            })),
          ]}
          error={form.bind('timeZone').error}
          onChange={(timeZone) => set({ timeZone })}
        />
      </Group>
      <Group title="How places are counted">
        <Select
          label="Format"
          disabled={begun}
          value={draft.format}
          options={FORMAT_CHOICES}
          onChange={(format) => set({ format, options: firstOptions(format) })}
        />
        <p className="self-end text-sm text-muted md:col-span-2">{formatWords(draft.format).rules({})[0]}</p>
        {optionFields(draft.format).map((field) =>
          field.kind === 'choice' ? (
            <Select
              key={field.name}
              label={field.label}
              name={`options.${field.name}`}
              value={draft.options[field.name] ?? field.choices[0]?.value ?? ''}
              options={field.choices}
              error={form.bind(`options.${field.name}`).error}
              onChange={(value) => set({ options: { ...draft.options, [field.name]: value } })}
            />
          ) : (
            <Field
              key={field.name}
              label={field.label}
              name={`options.${field.name}`}
              type="number"
              step="any"
              placeholder={field.otherwise}
              value={draft.options[field.name] ?? ''}
              error={form.bind(`options.${field.name}`).error}
              onChange={(event) => set({ options: { ...draft.options, [field.name]: event.target.value } })}
              {...(field.hint === undefined ? {} : { hint: field.hint })}
            />
          ),
        )}
        <Tick label="It counts for ratings" value={draft.rated} onChange={(rated) => set({ rated })} />
      </Group>
      <Group title="Who takes part">
        <Select
          label="Registration"
          value={draft.registration}
          options={REGISTRATIONS}
          onChange={(value) => set({ registration: registrationKinds.find((kind) => kind === value) ?? 'open' })}
        />
        {draft.registration === 'invitation' && <Field label="Invitation code" {...form.text('invitationCode')} />}
        <Field
          label="Members of a team"
          type="number"
          inputMode="numeric"
          hint="1: everybody alone"
          {...form.text('teamSize')}
        />
        <Field
          label="Languages (optional)"
          hint="Ids, separated by commas; left empty, all of each problem"
          autoCapitalize="none"
          spellCheck={false}
          {...form.text('languages')}
          required={false}
        />
      </Group>
      <Group title="Afterwards">
        <Select
          label="Who may solve the problems"
          value={draft.upsolving}
          options={upsolvingKinds.map((value) => ({ value, label: UPSOLVING[value] }))}
          onChange={(value) => set({ upsolving: upsolvingKinds.find((kind) => kind === value) ?? 'participants' })}
        />
        <Tick label="It can be played virtually" value={draft.virtual} onChange={(virtual) => set({ virtual })} />
      </Group>
      <Group title="For the jury">
        <TextArea
          label="Canned answers (optional)"
          hint="One a line"
          className="md:col-span-3"
          {...form.bind('cannedAnswers')}
          required={false}
          value={draft.cannedAnswers}
          onChange={(cannedAnswers) => set({ cannedAnswers })}
        />
      </Group>
      {form.failure !== null && <Failure error={form.failure} />}
      <div>
        <Button variant="primary" {...form.button}>
          {action}
        </Button>
      </div>
    </form>
  );
}

function Group({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="grid min-w-0 items-start gap-4 md:grid-cols-3">
      <legend className="mb-3 font-semibold">{title}</legend>
      {hint !== undefined && <p className="-mt-2 text-sm text-muted md:col-span-3">{hint}</p>}
      {children}
    </fieldset>
  );
}

function Tick({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}) {
  return (
    <label className="flex min-h-(--control) items-center gap-2 self-end">
      <input
        type="checkbox"
        className="size-4.5"
        checked={value}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
