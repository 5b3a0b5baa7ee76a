import type { ContestDetail } from '@docket/contracts/http/contest';
import { applyRoster, previewRoster, type Roster } from '@docket/contracts/http/contest-jury';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useForgetContest } from '../api/jury.ts';

type Chosen = { readonly name: string; readonly content: Blob };

/** People from a spreadsheet: what it would do is shown, with every fault, before it is taken. */
export function RosterUpload({ contest }: { readonly contest: ContestDetail }) {
  const id = useId();
  const [file, setFile] = useState<Chosen>();
  const forget = useForgetContest();
  const sent = ({ content }: Chosen) =>
    ({ params: { id: contest.slug }, body: content, contentType: 'text/csv' }) as const;
  const preview = useMutation({ mutationFn: (chosen: Chosen) => docket.call(previewRoster, sent(chosen)) });
  const take = useAct({
    act: (chosen: Chosen) => docket.call(applyRoster, sent(chosen)),
    onSuccess: async () => {
      setFile(undefined);
      await forget();
    },
  });

  async function choose(chosen: File | undefined) {
    if (chosen === undefined) return;
    // As it is now: a file that changes afterwards is another one.
    const next = { name: chosen.name, content: new Blob([await chosen.arrayBuffer()]) };
    take.reset();
    setFile(next);
    preview.mutate(next);
  }

  const roster = preview.data;
  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-4">
      <h2 id={`${id}-title`} className="font-semibold">
        Roster
      </h2>
      <div className="relative grid justify-items-center gap-1 rounded-2xl border-2 border-dashed border-edge bg-card px-6 py-6 text-center hover:bg-sunken/60 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-link">
        <Icon name="upload" className="size-7 text-muted" />
        <label htmlFor={id} className="font-semibold">
          Roster as CSV
        </label>
        <p className="text-sm wrap-anywhere text-muted">
          {file?.name ?? 'Columns: name, email, and if you like team, institution, extra (percent), room, seat'}
        </p>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          className="absolute inset-0 cursor-pointer opacity-0"
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {preview.isPending && <Loading label="Reading the file" />}
      {file !== undefined && preview.isError && <Failure error={preview.error} />}
      {file !== undefined && roster !== undefined && (
        <>
          <Preview of={roster} />
          <div className="flex flex-wrap gap-3">
            {roster.faults.length === 0 && (
              <Button variant="primary" busy={take.isPending} onClick={() => take.mutate(file)}>
                Take in {plural(roster.entries.length, 'person', 'people')}
              </Button>
            )}
            <Button onClick={() => setFile(undefined)}>Leave it</Button>
          </div>
        </>
      )}
      {take.isError && <Failure error={take.error} />}
      {take.data !== undefined && file === undefined && (
        <Notice tone="ok" role="status" title="The roster is in">
          <p>
            {plural(take.data.participants, 'participant')}, {plural(take.data.teams, 'team')}.
          </p>
        </Notice>
      )}
    </section>
  );
}

function Preview({ of }: { readonly of: Roster }) {
  const { entries, faults, detected } = of;
  return (
    <div className="grid gap-3" data-testid="roster-preview">
      {faults.length > 0 && (
        <Notice
          tone="bad"
          role="alert"
          title={`${plural(faults.length, 'fault')}: nothing is taken in until they are mended`}
        >
          <ul className="grid gap-1">
            {faults.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                <strong>{path}</strong> {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {detected !== null && (
        <p className="text-sm text-muted">
          Read as {detected.encoding}, separated by {separator(detected.delimiter)}.
        </p>
      )}
      {entries.length > 0 && (
        <div className="max-h-96 overflow-auto box" tabIndex={0} role="group" aria-label="People on the roster">
          <table className="w-full text-left text-sm tabular-nums">
            <thead>
              <tr className="caption *:px-3 *:py-1.5 *:font-medium *:whitespace-nowrap">
                {['Line', 'Name', 'Address', 'Team', 'School or company', 'Extra', 'Place', 'Account'].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.line} className="border-t border-line *:px-3 *:py-1.5">
                  <td>{entry.line}</td>
                  <td>{entry.name}</td>
                  <td>
                    {entry.email}
                    {entry.corrects !== null && <span className="block text-muted">instead of {entry.corrects}</span>}
                  </td>
                  <td>{entry.team}</td>
                  <td>{entry.institution}</td>
                  <td>{entry.extraPercent === 0 ? '' : `${entry.extraPercent}%`}</td>
                  <td>{[entry.room, entry.seat].filter((part) => part !== null).join(', ')}</td>
                  <td className="text-muted">{entry.username ?? 'none yet'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function separator(delimiter: string): string {
  return { ',': 'commas', ';': 'semicolons', '\t': 'tabs' }[delimiter] ?? delimiter;
}
