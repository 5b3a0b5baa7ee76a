import type { ContestDetail, ContestProblem } from '@docket/contracts/http/contest';
import { setContestProblems } from '@docket/contracts/http/contest-jury';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useForm, type Form } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useForgetContest } from '../api/jury.ts';
import { useContestProblems } from '../api/use-contest.ts';
import { addLine, linesOf, moveLine, problemsOf, wrongLabels, type ProblemLine } from '../problem-lines.ts';
import { JuryFrame } from './jury-frame.tsx';
import { ProblemLetter } from './problem-letter.tsx';
import { ProblemPicker } from './problem-picker.tsx';

const route = getRouteApi('/contests/$slug/jury/problems');

export function JuryProblemsPage() {
  const { slug } = route.useParams();
  return (
    <JuryFrame slug={slug} title="Problems of the contest">
      {(contest) => <Loaded contest={contest} />}
    </JuryFrame>
  );
}

function Loaded({ contest }: { readonly contest: ContestDetail }) {
  const problems = useContestProblems(contest.slug, true);
  if (problems.data === undefined)
    return problems.isError ? (
      <Failure error={problems.error} retry={() => void problems.refetch()} />
    ) : (
      <RowsLoading label="Loading the problems" rows={4} />
    );
  return <Editor contest={contest} problems={problems.data.data} />;
}

type Draft = { readonly problems: readonly ProblemLine[] };

function Editor({
  contest,
  problems,
}: {
  readonly contest: ContestDetail;
  readonly problems: readonly ContestProblem[];
}) {
  const forget = useForgetContest();
  const [initial] = useState<Draft>(() => ({ problems: linesOf(problems) }));
  const form = useForm({
    initial,
    schema: setContestProblems.body,
    body: ({ problems: lines }: Draft) => ({ problems: problemsOf(lines) }),
    check: ({ problems: lines }) => wrongLabels(lines),
    send: (body) => docket.call(setContestProblems, { params: { id: contest.slug }, body }),
    onDone: async () => {
      toast('ok', 'The problems are set');
      await forget();
    },
  });
  const { draft, set } = form;
  return (
    <form {...form.props} className="grid gap-4">
      <ProblemPicker onPick={(problem) => set({ problems: addLine(draft.problems, problem) })} />
      {draft.problems.length === 0 ? (
        <Empty title="No problems yet">Search for one above; it gets the next letter and a colour.</Empty>
      ) : (
        <ol className="divide-y divide-line overflow-hidden box" aria-label="Problems">
          {draft.problems.map((line, index) => (
            <Line key={line.problemId} form={form} line={line} index={index} />
          ))}
        </ol>
      )}
      {form.failure !== null && <Failure error={form.failure} />}
      <div>
        <Button variant="primary" {...form.button}>
          Save the problems
        </Button>
      </div>
    </form>
  );
}

function Line({
  form,
  line,
  index,
}: {
  readonly form: Form<Draft, unknown>;
  readonly line: ProblemLine;
  readonly index: number;
}) {
  const { problems } = form.draft;
  const change = (part: Partial<ProblemLine>) =>
    form.set({ problems: problems.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const at = (field: string) => form.bind(`problems.${index}.${field}`);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-3 px-4 py-3 md:grid-cols-[minmax(0,1fr)_6rem_5rem_8rem_auto]">
      <p className="flex min-w-0 items-center gap-3 max-md:col-span-2 md:mt-6.5 md:min-h-(--control)">
        <ProblemLetter label={line.label === '' ? '?' : line.label} colour={line.colour === '' ? null : line.colour} />
        <span className="truncate font-medium">{line.title}</span>
      </p>
      <Field
        label="Letter"
        value={line.label}
        autoCapitalize="characters"
        spellCheck={false}
        onChange={(event) => change({ label: event.target.value.toUpperCase() })}
        {...at('label')}
      />
      <Field
        label="Colour"
        type="color"
        value={line.colour === '' ? '#888888' : line.colour}
        onChange={(event) => change({ colour: event.target.value })}
        {...at('colour')}
        required={false}
      />
      <Field
        label="Points (optional)"
        type="number"
        inputMode="decimal"
        step="any"
        value={line.points}
        onChange={(event) => change({ points: event.target.value })}
        {...at('points')}
        required={false}
      />
      <p className="flex items-center justify-end gap-1 self-end md:mt-6.5 md:self-start">
        <Button
          variant="ghost"
          size="small"
          className="min-h-(--control)"
          disabled={index === 0}
          aria-label={`Move ${line.title} up`}
          onClick={() => form.set({ problems: moveLine(problems, index, -1) })}
        >
          <Icon name="chevron" className="-rotate-90" />
        </Button>
        <Button
          variant="ghost"
          size="small"
          className="min-h-(--control)"
          disabled={index === problems.length - 1}
          aria-label={`Move ${line.title} down`}
          onClick={() => form.set({ problems: moveLine(problems, index, 1) })}
        >
          <Icon name="chevron" className="rotate-90" />
        </Button>
        <Button
          variant="ghost"
          size="small"
          className="min-h-(--control)"
          aria-label={`Take ${line.title} out`}
          onClick={() => form.set({ problems: problems.filter((_, other) => other !== index) })}
        >
          <Icon name="close" />
        </Button>
      </p>
    </li>
  );
}
