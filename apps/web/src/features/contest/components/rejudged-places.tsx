import type { ContestDetail } from '@docket/contracts/http/contest';
import type { ContestRejudgePreview, RejudgedRow } from '@docket/contracts/http/contest-jury';
import { useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatScore, plural } from '../../../lib/format.ts';
import { Field } from '../../../ui/field.tsx';
import { Empty } from '../../../ui/states.tsx';
import { formatWords, penaltyText } from '../contest-words.ts';
import { medalOf, MEDALS, USUAL_MEDALS, type MedalCounts } from '../medals.ts';

type PlacesProps = { readonly contest: ContestDetail; readonly preview: ContestRejudgePreview };

/** Whose row of the jury's board would be another: place, result, and what medal it is. */
export function RejudgedPlaces({ contest, preview }: PlacesProps) {
  const { rows, rowsTotal } = preview;
  const [medals, setMedals] = useState<MedalCounts>(USUAL_MEDALS);
  if (rowsTotal === 0) return <Empty title="Nobody’s place or result would change" />;
  const moved = rows.filter(({ before, after }) => before.place !== after.place).length;
  const others = rows.filter(({ before, after }) => medalOf(before.place, medals) !== medalOf(after.place, medals));
  return (
    <section aria-labelledby="places" className="grid gap-3">
      <h2 id="places" className="text-lg font-semibold">
        {plural(rowsTotal, 'row')} would change
      </h2>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <p className="text-sm text-muted" role="status">
          {plural(moved, 'place')} and {plural(others.length, 'medal')} would be others.
        </p>
        <div role="group" aria-label="Medals that are given" className="flex gap-2">
          {MEDALS.map((medal) => (
            <Field
              key={medal}
              label={medal[0]?.toUpperCase() + medal.slice(1)}
              type="number"
              min={0}
              max={999}
              className="w-20"
              value={medals[medal]}
              onChange={(event) => setMedals({ ...medals, [medal]: Math.max(0, Number(event.target.value) || 0) })}
            />
          ))}
        </div>
      </div>
      <div className="overflow-x-auto box">
        <table className="w-full border-collapse text-sm tabular-nums">
          <caption className="sr-only">Rows as they are, and as they would be</caption>
          <thead>
            <tr className="border-b border-line text-left">
              {['Place', 'Name', formatWords(contest.format).counts === 'solved' ? 'Solved' : 'Points', 'Medal'].map(
                (head) => (
                  <th key={head} scope="col" className="caption px-3 py-2 font-normal first:pl-5 last:pr-5">
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map((row) => (
              <Row key={row.participantId} row={row} format={contest.format} medals={medals} />
            ))}
          </tbody>
        </table>
      </div>
      {rowsTotal > rows.length && <p className="text-sm text-muted">The first {rows.length} are listed.</p>}
    </section>
  );
}

type RowProps = { readonly row: RejudgedRow; readonly format: string; readonly medals: MedalCounts };

function Row({ row: { name, group, before, after }, format, medals }: RowProps) {
  const [had, has] = [medalOf(before.place, medals), medalOf(after.place, medals)];
  const result = ({ solved, score, penalty }: RejudgedRow['before']) => {
    const total = formatWords(format).counts === 'solved' ? String(solved) : formatScore(score, null);
    const behind = penaltyText(format, penalty);
    return behind === undefined ? total : `${total} · ${behind}`;
  };
  return (
    <tr data-testid="rejudged-row">
      <td className="px-3 py-2 whitespace-nowrap first:pl-5">
        <Change
          from={before.place === null ? 'none' : String(before.place)}
          to={after.place === null ? 'none' : String(after.place)}
        />
      </td>
      <th scope="row" className="min-w-32 px-3 py-2 text-left font-medium wrap-anywhere">
        {name}
        {group !== null && <span className="block font-normal text-muted">{group}</span>}
      </th>
      <td className="px-3 py-2 whitespace-nowrap">
        <Change from={result(before)} to={result(after)} />
      </td>
      <td className="px-3 py-2 whitespace-nowrap last:pr-5">
        {(had !== undefined || has !== undefined) && <Change from={had ?? 'none'} to={has ?? 'none'} />}
      </td>
    </tr>
  );
}

/** What it is and would be; once, where that is the same. */
function Change({ from, to }: { readonly from: string; readonly to: string }) {
  const changed = from !== to;
  return (
    <>
      {changed && (
        <>
          <span className="text-muted">{from}</span> <span aria-hidden="true">→</span>
          <span className="sr-only">becomes</span>{' '}
        </>
      )}
      <span className={cx(changed ? 'font-semibold' : 'text-muted')}>{to}</span>
    </>
  );
}
