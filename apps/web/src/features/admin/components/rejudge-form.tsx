import { listProblems } from '@docket/contracts/http/problems';
import { createRejudge } from '@docket/contracts/http/rejudges';
import { randomKey } from '@docket/client/random-key';
import { finalVerdicts, STATUS_LABELS } from '@docket/contracts/judge/verdict';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { docket } from '../../../lib/docket.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { problemQuery } from '../../problem/api/queries.ts';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { serverErrors } from '../../identity/api/form-errors.ts';

type RejudgeFormProps = { readonly problem: string | undefined; readonly submission: string | undefined };

const VERDICTS = [
  { value: '', label: 'Any verdict' },
  ...finalVerdicts.map((verdict) => ({ value: verdict, label: STATUS_LABELS[verdict] })),
];

/** What to judge again. What is left open means all. */
export function RejudgeForm({ problem, submission }: RejudgeFormProps) {
  const navigate = useNavigate();
  const { languages } = useLanguages();
  const [problemId, setProblemId] = useState(problem ?? '');
  const [submissionId, setSubmissionId] = useState(submission ?? '');
  const [language, setLanguage] = useState('');
  const [verdict, setVerdict] = useState('');
  const start = useMutation({
    mutationFn: () => {
      const status = finalVerdicts.find((known) => known === verdict);
      return docket.call(createRejudge, {
        body: {
          ...(problemId === '' ? {} : { problemId }),
          ...(submissionId.trim() === '' ? {} : { submissionId: submissionId.trim() }),
          ...(language === '' ? {} : { language }),
          ...(status === undefined ? {} : { status }),
        },
        idempotencyKey: randomKey(),
      });
    },
    onSuccess: ({ rejudgeId }) => void navigate({ to: '/admin/rejudges/$id', params: { id: rejudgeId } }),
  });
  const nothing = problemId === '' && submissionId.trim() === '' && language === '';
  const errors = serverErrors(start.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!nothing && !start.isPending) start.mutate();
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4 rounded-2xl border border-line bg-card p-5">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr]">
        <ProblemChoice value={problemId} onChoose={setProblemId} />
        <Select
          label="Language"
          value={language}
          options={[
            { value: '', label: 'Any language' },
            ...(languages ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setLanguage}
        />
        <Select label="Verdict" value={verdict} options={VERDICTS} onChange={setVerdict} />
      </div>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <Field
          label="Or one submission"
          placeholder="Submission id"
          className="w-full sm:max-w-96"
          autoCapitalize="none"
          spellCheck={false}
          value={submissionId}
          error={errors['submissionId']}
          onChange={(event) => setSubmissionId(event.target.value)}
        />
        <Button
          type="submit"
          variant="primary"
          busy={start.isPending}
          disabled={nothing}
          title={nothing ? 'Choose a problem, a language or a submission' : undefined}
        >
          Judge again
        </Button>
      </div>
      <p className="text-sm text-muted">
        Judged in the shadow, after all other work. Nobody’s verdict changes until you apply the result.
      </p>
      {start.isError && Object.keys(errors).length === 0 && <Failure error={start.error} />}
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
