import { useMemo } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { plural } from '../../../lib/format.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { diffOutputs, type Difference, type Mark } from '../api/diff.ts';

type OutputDiffProps = {
  readonly expected: string;
  readonly found: string;
  readonly difference: (Difference & { readonly expected: string }) | null;
  /** The judge takes the output as right: then no line is held against it. */
  readonly matches: boolean;
  /** Completes the name of the button that copies: "Copy your output on sample 1". */
  readonly what: string;
  /** They are what a function returned: a difference names the element, and has no line. */
  readonly isValue?: boolean;
};

/** The answer and the output beside each other, line by line, with the first differing token marked. */
export function OutputDiff({ expected, found, difference, matches, what, isValue = false }: OutputDiffProps) {
  const diff = useMemo(
    () => diffOutputs(expected, found, matches || isValue ? null : difference),
    [expected, found, difference, matches, isValue],
  );
  return (
    <section aria-label="Expected and found" className="min-w-0 overflow-hidden rounded-lg border border-line bg-card">
      <div className="flex min-h-9 items-center justify-between gap-2 border-b border-line py-0.5 pr-1 pl-3">
        <h3 className="caption">
          {difference === null || matches
            ? 'Expected and found'
            : isValue
              ? `Expected ${difference.expected}, found ${difference.found}`
              : `First difference: line ${difference.line}, column ${difference.column}`}
        </h3>
        <CopyButton text={found} what={what} />
      </div>
      <div tabIndex={0} role="group" aria-label="Line by line" className="max-h-80 overflow-auto -outline-offset-2!">
        <table className="w-full table-fixed border-collapse font-mono text-xs leading-relaxed sm:text-sm">
          <colgroup>
            <col className="w-9" />
            <col />
            <col />
          </colgroup>
          <thead>
            <tr className="caption text-left *:px-2 *:py-1 *:font-normal">
              <th scope="col">
                <span className="sr-only">Line</span>
              </th>
              <th scope="col">Expected</th>
              <th scope="col" className="border-l border-line">
                {isValue ? 'Your result' : 'Your output'}
              </th>
            </tr>
          </thead>
          <tbody>
            {diff.before > 0 && <LeftOut count={diff.before} where="before" />}
            {diff.rows.map((line) => {
              const wrong = !matches && !line.same;
              return (
                <tr key={line.row} className="align-top *:px-2">
                  <th scope="row" className="text-right font-normal text-muted select-none">
                    {line.row + 1}
                  </th>
                  <Side
                    text={line.expected}
                    mark={markIn(diff.expectedMark, line.row)}
                    tint={wrong ? 'ok' : undefined}
                  />
                  <Side
                    text={line.found}
                    mark={markIn(diff.foundMark, line.row)}
                    tint={wrong ? 'bad' : undefined}
                    className="border-l border-line"
                  />
                </tr>
              );
            })}
            {diff.rows.length === 0 && (
              <tr>
                <td colSpan={3} className="px-2 py-1 text-center text-muted italic">
                  nothing expected, nothing found
                </td>
              </tr>
            )}
            {diff.after > 0 && <LeftOut count={diff.after} where="after" />}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function markIn(mark: Mark | undefined, row: number): Mark | undefined {
  return mark?.row === row ? mark : undefined;
}

type SideProps = {
  readonly text: string | undefined;
  readonly mark: Mark | undefined;
  readonly tint: 'ok' | 'bad' | undefined;
  readonly className?: string;
};

function Side({ text, mark, tint, className }: SideProps) {
  return (
    <td
      className={cx(
        'break-all whitespace-pre-wrap',
        tint === 'ok' && 'bg-ok/8',
        tint === 'bad' && 'bg-bad/8',
        text === undefined && 'bg-sunken/60',
        className,
      )}
    >
      {mark === undefined ? text : <Marked text={text ?? ''} mark={mark} />}
    </td>
  );
}

function Marked({ text, mark }: { readonly text: string; readonly mark: Mark }) {
  return (
    <>
      {text.slice(0, mark.from)}
      <mark className="rounded-xs bg-mark/40 text-ink outline-1 outline-mark">
        {mark.from === mark.to ? <span className="text-xs italic">end</span> : text.slice(mark.from, mark.to)}
      </mark>
      {text.slice(mark.to)}
    </>
  );
}

function LeftOut({ count, where }: { readonly count: number; readonly where: 'before' | 'after' }) {
  return (
    <tr>
      <td colSpan={3} className="bg-sunken/60 px-2 py-1 text-center text-muted">
        {plural(count, 'line')} {where === 'before' ? 'before' : 'more'}
      </td>
    </tr>
  );
}
