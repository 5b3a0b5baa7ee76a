import type { TestResultDetail } from '@docket/contracts/http/submission';
import type { Signature } from '@docket/contracts/judge/signature';
import { STATUS_LABELS } from '@docket/contracts/judge/verdict';
import { sentence } from '../../../lib/format.ts';
import { shownArguments } from '../../../lib/function-arguments.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { OutputDiff } from './output-diff.tsx';
import { OutputBlock } from './output-block.tsx';
import { Transcript } from './transcript.tsx';

export type Sample = { readonly input: string; readonly answer: string };

type FeedbackProps = {
  readonly test: TestResultDetail;
  /** What it read and what it should have printed, where the test is a sample. */
  readonly sample?: Sample | undefined;
  /** The program talked with the judge, and what it printed is their conversation. */
  readonly interactive?: boolean;
  /** Of a function problem. */
  readonly signature?: Signature | undefined;
  /** Keeps the sample among one's own cases. */
  readonly keep?: (() => void) | undefined;
};

/** What the judge says about one test: the first difference, its message, and on samples what was printed. */
export function Feedback({ test, sample, interactive = false, signature, keep }: FeedbackProps) {
  const { feedback } = test;
  const difference = feedback?.difference ?? null;
  const says = test.reason ?? feedback?.message ?? null;
  const stdout = feedback?.stdout;
  const found = signature === undefined ? stdout : feedback?.result;
  const beside = sample === undefined || found == null || interactive ? undefined : { ...sample, found };
  if (feedback === null && says === null) return null;
  return (
    <section className="grid gap-3" aria-label={`Test ${test.ordinal}`}>
      <h3 className="font-semibold">
        Test {test.ordinal}
        {test.sample && ' (sample)'}: {STATUS_LABELS[test.verdict]}
      </h3>
      {says !== null && <p className="text-sm break-words text-muted">{sentence(says)}</p>}
      {feedback?.judgeMessage != null && feedback.judgeMessage !== '' && (
        <OutputBlock
          title="To the setter"
          text={feedback.judgeMessage}
          what={`judge message on test ${test.ordinal}`}
        />
      )}
      {beside !== undefined && (
        <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,5fr)]">
          <OutputBlock
            title="Input"
            text={signature === undefined ? beside.input : shownArguments(signature, beside.input)}
            what={`input of test ${test.ordinal}`}
            short
          />
          <OutputDiff
            expected={beside.answer}
            found={beside.found}
            difference={difference}
            matches={test.verdict === 'AC'}
            what={`output on test ${test.ordinal}`}
            isValue={signature !== undefined}
          />
        </div>
      )}
      {difference !== null && beside === undefined && (
        <div className="overflow-hidden rounded-lg border border-line bg-card text-sm">
          <p className="caption border-b border-line px-3 py-2">
            {signature === undefined
              ? `First difference: line ${difference.line}, column ${difference.column}`
              : 'First difference'}
          </p>
          <dl className="grid sm:grid-cols-2">
            <Side name="Expected" text={difference.expected} />
            <Side name="Found" text={difference.found} />
          </dl>
        </div>
      )}
      {stdout != null && interactive && <Transcript text={stdout} what={`conversation on test ${test.ordinal}`} />}
      {stdout != null && (signature === undefined ? beside === undefined && !interactive : stdout !== '') && (
        <OutputBlock
          title={signature === undefined ? 'Your output' : 'Printed'}
          text={stdout}
          what={`output on test ${test.ordinal}`}
        />
      )}
      {keep !== undefined && (
        <Button variant="ghost" size="small" className="justify-self-start" onClick={keep}>
          <Icon name="plus" /> Add to my cases
        </Button>
      )}
      {feedback?.stderr != null && feedback.stderr !== '' && (
        <OutputBlock title="Your error output" text={feedback.stderr} what={`error output on test ${test.ordinal}`} />
      )}
    </section>
  );
}

function Side({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div className="min-w-0 border-line px-3 py-2 first-of-type:max-sm:border-b sm:first-of-type:border-r">
      <dt className="caption">{name}</dt>
      <dd className="max-h-40 overflow-auto font-mono break-all whitespace-pre-wrap">
        {text === '' ? <span className="text-muted italic">end of output</span> : text}
      </dd>
    </div>
  );
}
