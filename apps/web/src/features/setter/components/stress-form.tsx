import { SETTER_JOB_LIMITS } from '@docket/contracts/judge/setter-job';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { useStartJob, type SetterJobs } from '../api/queries.ts';
import { SecondsField } from './seconds-field.tsx';

type Solutions = SetterJobs['solutions'];

/** The programs below a folder, by their name in it. */
export function programOptions(paths: readonly string[]): { value: string; label: string }[] {
  return paths.map((path) => ({ value: path, label: path.slice(path.indexOf('/') + 1) }));
}

/** A wrong solution first, which is what is mostly tried. */
export function firstWrong(solutions: Solutions): string {
  return (solutions.find(({ expected }) => expected !== 'AC') ?? solutions[0])?.path ?? '';
}

export function StressForm({
  slug,
  generators,
  solutions,
}: {
  readonly slug: string;
  readonly generators: readonly string[];
  readonly solutions: Solutions;
}) {
  const start = useStartJob(slug);
  const [generator, setGenerator] = useState(generators[0] ?? '');
  const [args, setArgs] = useState('{seed}');
  const [solution, setSolution] = useState(() => firstWrong(solutions));
  const [seconds, setSeconds] = useState<number>(SETTER_JOB_LIMITS.seconds.default);
  return (
    <form
      aria-label="Stress test"
      className="box grid gap-3 px-4 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate({ kind: 'stress', generator, args, solution, seconds });
      }}
    >
      <h2 className="font-semibold">Stress test</h2>
      <p className="text-sm text-muted">Random inputs until the solution is not accepted.</p>
      <Select label="Generator" value={generator} options={programOptions(generators)} onChange={setGenerator} />
      <Field
        label="Arguments"
        value={args}
        maxLength={500}
        hint="{seed} becomes another number each time."
        onChange={(event) => setArgs(event.target.value)}
      />
      <Select
        label="Solution"
        value={solution}
        options={programOptions(solutions.map(({ path }) => path))}
        onChange={setSolution}
      />
      <SecondsField value={seconds} onChange={setSeconds} />
      {start.isError && (
        <p role="alert" className="text-sm text-bad">
          {start.error.message}
        </p>
      )}
      <Button type="submit" busy={start.isPending}>
        Start the stress test
      </Button>
    </form>
  );
}
