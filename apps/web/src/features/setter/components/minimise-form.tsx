import { SETTER_JOB_LIMITS } from '@docket/contracts/judge/setter-job';
import { useId, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { useStartJob, type SetterJobs } from '../api/queries.ts';
import { SecondsField } from './seconds-field.tsx';
import { firstWrong, programOptions } from './stress-form.tsx';

export function MinimiseForm({
  slug,
  solutions,
}: {
  readonly slug: string;
  readonly solutions: SetterJobs['solutions'];
}) {
  const start = useStartJob(slug);
  const id = useId();
  const [solution, setSolution] = useState(() => firstWrong(solutions));
  const [input, setInput] = useState('');
  const [seconds, setSeconds] = useState<number>(SETTER_JOB_LIMITS.seconds.default);
  return (
    <form
      aria-label="Minimiser"
      className="box grid gap-3 px-4 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        const test = /^(?:sample|secret)\/\S+$/.exec(input.trim())?.[0];
        start.mutate({ kind: 'minimise', solution, seconds, ...(test === undefined ? { input } : { test }) });
      }}
    >
      <h2 className="font-semibold">Minimiser</h2>
      <p className="text-sm text-muted">Makes a failing input as small as the validators allow.</p>
      <Select
        label="Solution"
        value={solution}
        options={programOptions(solutions.map(({ path }) => path))}
        onChange={setSolution}
      />
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          Input, or the name of a test
        </label>
        <textarea
          id={id}
          required
          rows={4}
          maxLength={SETTER_JOB_LIMITS.inputBytes}
          spellCheck={false}
          placeholder="secret/07"
          className="field-box w-full font-mono text-sm"
          value={input}
          onChange={(event) => setInput(event.target.value)}
        />
      </div>
      <SecondsField value={seconds} onChange={setSeconds} />
      {start.isError && (
        <p role="alert" className="text-sm text-bad">
          {start.error.message}
        </p>
      )}
      <Button type="submit" busy={start.isPending}>
        Start the minimiser
      </Button>
    </form>
  );
}
