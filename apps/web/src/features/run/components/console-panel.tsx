import type { ProblemDetail } from '@docket/contracts/http/problem';
import { RUN_INPUT_BYTES, type RunCase } from '@docket/contracts/http/run';
import { useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatBytes } from '../../../lib/format.ts';
import { shownArguments } from '../../../lib/function-arguments.ts';
import { Button, Spinner } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Failure } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import type { Draft } from '../../editor/api/use-draft.ts';
import { OutputBlock } from '../../submission/components/output-block.tsx';
import type { OwnCases } from '../api/use-own-cases.ts';
import { ownResult, sampleResult, type Runner } from '../api/use-runner.ts';
import { caseColour, caseSign, describeRun } from '../run-look.ts';
import { CaseResult } from './case-result.tsx';
import { OwnInput } from './own-input.tsx';

type ConsolePanelProps = {
  readonly problem: ProblemDetail;
  readonly draft: Draft;
  readonly own: OwnCases;
  readonly runner: Runner;
  readonly start: () => void;
};

/** Where a program is tried on the samples and on own input. Nothing here is graded, and it looks the part. */
export function ConsolePanel({ problem, draft, own, runner, start }: ConsolePanelProps) {
  const { run, sent, busy, error } = runner;
  const [chosen, setChosen] = useState<string>();
  const cases = [
    ...problem.samples.map((sample, index) => ({
      id: `sample-${index}`,
      name: problem.samples.length === 1 ? 'Sample' : `Sample ${index + 1}`,
      sample,
      own: undefined,
      result: sampleResult(run, sample.name),
    })),
    ...own.cases.map((one) => ({
      id: one.id,
      name: one.name.trim() === '' ? 'Unnamed' : one.name,
      sample: undefined,
      own: one,
      result: ownResult(runner, one.id),
    })),
  ];
  const shown = cases.find((one) => one.id === chosen) ?? cases[0];
  const interactive = problem.judging?.interactive === true;
  const signature = problem.function?.signature;
  /** Of a run on no input at all. */
  const bare = ownResult(runner, 'none');
  const ranWith = sent?.own.find((one) => one.id === shown?.id);
  const changed =
    sent === undefined || busy
      ? undefined
      : sent.source !== draft.source || sent.language !== draft.language.id
        ? 'Your code has changed since.'
        : shown?.own !== undefined && ranWith !== undefined && ranWith.input !== shown.own.input
          ? 'This input has changed since.'
          : undefined;

  return (
    <section aria-label="Console" className="grid min-w-0">
      <h2 className="sr-only">Console</h2>
      <div className="sticky top-0 z-1 flex items-stretch border-b border-line bg-paper">
        {cases.length > 0 && (
          <div className="min-w-0">
            <Tabs
              compact
              label="Cases"
              prefix="case"
              tabs={cases.map((one) => ({
                id: one.id,
                label: (
                  <>
                    {one.name}
                    <Sign result={one.result} waiting={busy && one.result === undefined} />
                  </>
                ),
              }))}
              chosen={shown?.id ?? ''}
              onChoose={setChosen}
            />
          </div>
        )}
        <Button
          variant="ghost"
          size="small"
          className="my-1 ml-1 shrink-0"
          disabled={own.add === undefined}
          title={own.add === undefined ? 'One run takes no more inputs' : undefined}
          // Of a function, a sample is more to begin with than nothing.
          onClick={() =>
            setChosen(
              own.add?.(
                signature === undefined ? '' : problem.samples.find(({ shortened }) => shortened !== true)?.input,
              ),
            )
          }
        >
          <Icon name="plus" /> <span className={cx(cases.length > 2 && 'max-sm:sr-only')}>Own input</span>
        </Button>
      </div>
      <div className="grid min-w-0 gap-4 p-4 sm:p-5">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm">
          <p
            role="status"
            className="flex items-center gap-2 text-muted"
            data-testid="run-status"
            data-status={run?.status}
          >
            {busy && <Spinner />}
            {sent === undefined
              ? 'Run tries your program on these inputs. Nothing is graded.'
              : [error === null ? describeRun(run) : 'Not run.', changed].filter(Boolean).join(' ')}
          </p>
          <span className="caption">Not graded</span>
        </div>
        {own.tooManyBytes !== undefined && (
          <p role="alert" className="rounded-lg bg-bad/6 px-3 py-2 text-sm">
            Your inputs have {formatBytes(own.tooManyBytes)} together; one run takes {formatBytes(RUN_INPUT_BYTES)}.
          </p>
        )}
        {error !== null && <Failure error={error} retry={start} title="Your program was not run" />}
        {run?.reason != null && run.status === 'IE' && <p className="text-sm break-words">{run.reason}</p>}
        {run?.compileLog != null && run.compileLog !== '' && (
          <OutputBlock title="Compiler messages" text={run.compileLog} what="compiler messages" />
        )}
        {shown === undefined && bare !== undefined && <CaseResult result={bare} answer={undefined} />}
        {shown === undefined ? (
          <p className="text-sm text-muted">
            This problem has no samples. Add an input of your own to try your program.
          </p>
        ) : (
          <div
            key={shown.id}
            role="tabpanel"
            id={`case-panel-${shown.id}`}
            aria-labelledby={`case-tab-${shown.id}`}
            className="grid min-w-0 gap-4 xl:grid-cols-[2fr_3fr] xl:items-start"
          >
            {shown.own !== undefined && (
              <OwnInput
                key={shown.own.id}
                one={shown.own}
                own={own}
                removed={() => setChosen(cases.at(-2)?.id)}
                signature={signature}
              />
            )}
            {shown.sample !== undefined && !interactive && (
              <OutputBlock
                title="Input"
                text={signature === undefined ? shown.sample.input : shownArguments(signature, shown.sample.input)}
                what={`input of ${shown.name}`}
                short
              />
            )}
            {shown.result === undefined ? (
              shown.sample !== undefined &&
              (interactive ? (
                <p className="text-sm text-muted">
                  Run has your program talk with the judge on this sample, and shows what they said.
                </p>
              ) : (
                <OutputBlock title="Expected" text={shown.sample.answer} what={`answer of ${shown.name}`} short />
              ))
            ) : (
              <CaseResult
                result={shown.result}
                answer={shown.sample?.answer}
                keep={
                  shown.sample === undefined || shown.sample.shortened === true || own.add === undefined
                    ? undefined
                    : () => setChosen(own.add?.(shown.sample.input))
                }
              />
            )}
          </div>
        )}
      </div>
    </section>
  );
}

function Sign({ result, waiting }: { readonly result: RunCase | undefined; readonly waiting: boolean }) {
  if (result === undefined)
    return waiting ? <span className="size-2 animate-pulse-soft rounded-full bg-primary" /> : null;
  return <span className={cx('font-mono text-xs font-bold', caseColour(result))}>{caseSign(result)}</span>;
}
