import type { RunCase } from '@docket/contracts/http/run';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { cx } from '../../../lib/class-names.ts';
import { formatBytes, formatMs, sentence } from '../../../lib/format.ts';
import { Fact } from '../../../ui/page.tsx';
import { describeExit } from '../../submission/components/evidence.tsx';
import { OutputBlock } from '../../submission/components/output-block.tsx';
import { OutputDiff } from '../../submission/components/output-diff.tsx';
import { Transcript } from '../../submission/components/transcript.tsx';
import { caseColour, caseLabel } from '../run-look.ts';

type CaseResultProps = {
  readonly result: RunCase;
  /** The sample's answer; undefined for own input. */
  readonly answer: string | undefined;
  /** Keeps the case among one's own; undefined where it is one of them, or there are as many as may be. */
  readonly keep?: (() => void) | undefined;
};

/** How one case ended, what it took, and what was printed. */
export function CaseResult({ result, answer, keep }: CaseResultProps) {
  return (
    <div
      className="grid min-w-0 gap-3"
      data-testid="run-case"
      data-outcome={result.outcome}
      data-matches={String(result.matches)}
    >
      <div className="flex flex-wrap items-end gap-x-6 gap-y-2 text-sm">
        <p className={cx('text-base font-semibold', caseColour(result))}>{caseLabel(result)}</p>
        <dl className="flex flex-wrap gap-x-6 gap-y-2">
          <Fact label="CPU time">{formatMs(result.cpuMs)}</Fact>
          <Fact label="Wall time">{formatMs(result.wallMs)}</Fact>
          <Fact label="Memory">{formatBytes(result.memoryBytes)}</Fact>
          <Fact label="Ended by">{describeExit(result.exit)}</Fact>
        </dl>
      </div>
      {result.reason !== null && <p className="text-sm break-words text-muted">{result.reason}</p>}
      {result.message != null && result.message !== '' && (
        <p className="text-sm break-words">{sentence(result.message)}</p>
      )}
      {result.result !== undefined ? (
        <FunctionResult result={result} />
      ) : result.conversation != null ? (
        <Transcript text={result.conversation} what={`conversation of ${result.name}`} />
      ) : answer === undefined ? (
        <OutputBlock title="Output" text={result.stdout} what={`output of ${result.name}`} />
      ) : (
        <OutputDiff
          expected={answer}
          found={result.stdout}
          difference={result.difference}
          matches={result.matches === true}
          what={`output of ${result.name}`}
        />
      )}
      <CutShort bytes={result.stdoutBytes} text={result.stdout} what="output" />
      {keep !== undefined && result.matches === false && (
        <Button variant="ghost" size="small" className="justify-self-start" onClick={keep}>
          <Icon name="plus" /> Add to my cases
        </Button>
      )}
      {result.stderr !== '' && (
        <OutputBlock title="Error output" text={result.stderr} what={`error output of ${result.name}`} />
      )}
      <CutShort bytes={result.stderrBytes} text={result.stderr} what="error output" />
    </div>
  );
}

/** What a function returned beside what is expected of it, and what it printed. */
function FunctionResult({ result }: { readonly result: RunCase }) {
  const { expected, result: returned } = result;
  return (
    <>
      {expected == null ? (
        <OutputBlock title="Your result" text={returned ?? ''} what={`result of ${result.name}`} short />
      ) : (
        <OutputDiff
          expected={expected}
          found={returned ?? ''}
          difference={result.difference}
          matches={result.matches === true}
          what={`result of ${result.name}`}
          isValue
        />
      )}
      {!result.sample && expected === null && (
        <p className="text-sm text-muted">
          What is expected here is not known: the problem's own solution did not run on it.
        </p>
      )}
      {result.stdout !== '' && (
        <OutputBlock title="Printed" text={result.stdout} what={`output of ${result.name}`} short />
      )}
    </>
  );
}

/** Only the beginning of a long output is kept. */
function CutShort({ bytes, text, what }: { readonly bytes: number; readonly text: string; readonly what: string }) {
  // Replaced bytes make a text longer than it was, never shorter.
  const shown = new TextEncoder().encode(text).length;
  if (shown >= bytes) return null;
  return (
    <p className="text-sm text-muted">
      The program printed {formatBytes(bytes)} of {what}; the first {formatBytes(shown)} are shown.
    </p>
  );
}
