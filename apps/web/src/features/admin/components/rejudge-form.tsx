import { listProblems } from '@docket/contracts/http/problem';
import { createRejudge } from '@docket/contracts/http/rejudge';
import { finalVerdicts, STATUS_LABELS } from '@docket/contracts/judge/verdict';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { filled } from '../../../lib/given.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { problemQuery } from '../../problem/api/queries.ts';
import { useLanguages } from '../../problem/api/use-languages.ts';

type RejudgeFormProps = { readonly problem: string | undefined; readonly submission: string | undefined };

const VERDICTS = [
  { value: '', label: 'Any verdict' },
  ...finalVerdicts.map((verdict) => ({ value: verdict, label: STATUS_LABELS[verdict] })),
];

/** What to judge again. What is left open means all. */
export function RejudgeForm({ problem, submission }: RejudgeFormProps) {
  const navigate = useNavigate();
  const { languages } = useLanguages();
  const form = useForm({
    initial: { problemId: problem ?? '', submissionId: submission ?? '', language: '', status: '' },
    schema: createRejudge.body,
    body: (draft) => filled({ ...draft, submissionId: draft.submissionId.trim() }),
    send: (body, idempotencyKey) => docket.call(createRejudge, { body, idempotencyKey }),
    onDone: ({ rejudgeId }) => void navigate({ to: '/admin/rejudges/$id', params: { id: rejudgeId } }),
  });
  const { draft } = form;
  const nothing = draft.problemId === '' && draft.submissionId.trim() === '' && draft.language === '';

  return (
    <form {...form.props} className="grid gap-4 box p-5">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr]">
        <ProblemChoice value={draft.problemId} onChoose={(problemId) => form.set({ problemId })} />
        <Select
          label="Language"
          value={draft.language}
          options={[
            { value: '', label: 'Any language' },
            ...(languages ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(language) => form.set({ language })}
        />
        <Select label="Verdict" value={draft.status} options={VERDICTS} onChange={(status) => form.set({ status })} />
      </div>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <Field
          label="Or one submission"
          placeholder="Submission id"
          className="w-full sm:max-w-96"
          autoCapitalize="none"
          spellCheck={false}
          {...form.text('submissionId')}
        />
        <Button
          variant="primary"
          {...form.button}
          disabled={nothing}
          title={nothing ? 'Choose a problem, a language or a submission' : undefined}
        >
          Start the rejudge
        </Button>
      </div>
      <p className="text-sm text-muted">
        Runs after all other work. Nobody’s verdict changes until you apply the result.
      </p>
      {form.failure !== null && <Failure error={form.failure} />}
    </form>
  );
}

/** A problem, found by typing. Empty: any. */
function ProblemChoice({ value, onChoose }: { readonly value: string; readonly onChoose: (slug: string) => void }) {
  const [sought, setSought] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const found = useQuery({
    queryKey: ['problems', 'choice', sought],
    queryFn: ({ signal }) =>
      docket.call(listProblems, { query: { limit: 12, ...(sought === '' ? {} : { q: sought }) }, signal }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({ ...problemQuery(value), enabled: value !== '' });
  const listed = (found.data?.data ?? []).map(({ slug, title }) => ({ value: slug, label: title, hint: slug }));
  const options = [
    { value: '', label: 'Any problem' },
    ...(value === '' || listed.some((option) => option.value === value)
      ? []
      : [{ value, label: chosen.data?.title ?? value }]),
    ...listed,
  ];
  return (
    <Combobox
      label="Problem"
      className="sm:col-span-2 lg:col-span-1"
      value={value}
      options={options}
      onChoose={onChoose}
      onType={(text) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setSought(text.trim()), 180);
      }}
    />
  );
}
