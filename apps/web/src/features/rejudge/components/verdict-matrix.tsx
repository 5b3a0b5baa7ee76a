import type { VerdictMatrix as Matrix } from '@docket/contracts/http/rejudge';
import { STATUS_LABELS, type FinalVerdict } from '@docket/contracts/judge/verdict';
import { cx } from '../../../lib/class-names.ts';
import { statusCode, statusColour } from '../../submission/verdict-look.ts';
import { matrixTable } from '../rejudge-look.ts';

/** Old verdicts downwards, new ones across. What changed stands out; what a change costs or gives has its colour. */
export function VerdictMatrix({ matrix }: { readonly matrix: Matrix }) {
  const { from, to, count } = matrixTable(matrix);
  return (
    <div className="overflow-x-auto box">
      <table className="w-full border-collapse text-center tabular-nums" data-testid="verdict-matrix">
        <caption className="sr-only">Old verdicts against new ones</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="caption px-3 py-2 text-left font-normal sm:px-5">
              Was <span aria-hidden="true">↓</span> now <span aria-hidden="true">→</span>
            </th>
            {to.map((verdict) => (
              <th key={verdict} scope="col" className="px-3 py-2">
                <Code verdict={verdict} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {from.map((old) => (
            <tr key={old}>
              <th scope="row" className="px-3 py-2 text-left sm:px-5">
                <Code verdict={old} />
              </th>
              {to.map((verdict) => (
                <Cell key={verdict} old={old} verdict={verdict} count={count(old, verdict)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = { readonly old: FinalVerdict; readonly verdict: FinalVerdict; readonly count: number };

function Cell({ old, verdict, count }: CellProps) {
  const changed = count > 0 && old !== verdict;
  return (
    <td
      data-from={old}
      data-to={verdict}
      className={cx(
        'border-l border-line px-3 py-2',
        changed ? 'text-lg font-bold' : 'text-muted',
        changed && verdict === 'AC' && 'bg-ok/14',
        changed && old === 'AC' && 'bg-bad/14',
        changed && verdict !== 'AC' && old !== 'AC' && 'bg-primary/14',
      )}
    >
      {count === 0 ? <span className="sr-only">0</span> : count}
    </td>
  );
}

function Code({ verdict }: { readonly verdict: FinalVerdict }) {
  return (
    <abbr
      title={STATUS_LABELS[verdict]}
      className={cx('font-mono text-sm font-bold no-underline', statusColour(verdict))}
    >
      {statusCode(verdict)}
    </abbr>
  );
}
