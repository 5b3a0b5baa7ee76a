import { useMutation } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { plural } from '../../../lib/format.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';

type Chosen = { readonly name: string; readonly content: Blob };
/** What stands in each column of what is shown of a person, by its head. */
export type RosterColumns<Entry> = Readonly<Record<string, (entry: Entry) => ReactNode>>;

type Read<Entry> = {
  readonly entries: readonly Entry[];
  readonly faults: readonly { readonly path: string; readonly message: string }[];
  readonly detected: { readonly encoding: string; readonly delimiter: string } | null;
};

type RosterFileProps<Entry, Roster> = {
  /** Which columns a file may have. */
  readonly hint: string;
  readonly columns: RosterColumns<Entry>;
  readonly preview: (content: Blob) => Promise<Roster>;
  readonly take: (content: Blob) => Promise<Roster>;
  /** What is said when it is in. */
  readonly taken: (roster: Roster) => string;
  readonly onTaken: () => Promise<unknown>;
};

/** People from a spreadsheet: what it would do is shown, with every fault, before it is taken. */
export function RosterFile<Entry extends { readonly line: number }, Roster extends Read<Entry>>(
  props: RosterFileProps<Entry, Roster>,
) {
  const { hint, columns, taken, onTaken } = props;
  const id = useId();
  const [file, setFile] = useState<Chosen>();
  const preview = useMutation({ mutationFn: ({ content }: Chosen) => props.preview(content) });
  const take = useAct({
    act: ({ content }: Chosen) => props.take(content),
    onSuccess: async () => {
      setFile(undefined);
      await onTaken();
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
        <p className="text-sm wrap-anywhere text-muted">{file?.name ?? hint}</p>
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
          <Preview of={roster} columns={columns} />
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
          <p>{taken(take.data)}</p>
        </Notice>
      )}
    </section>
  );
}

type PreviewProps<Entry> = { readonly of: Read<Entry>; readonly columns: RosterColumns<Entry> };

function Preview<Entry extends { readonly line: number }>({ of, columns }: PreviewProps<Entry>) {
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
                {['Line', ...Object.keys(columns)].map((head) => (
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
                  {Object.entries(columns).map(([head, show]) => (
                    <td key={head}>{show(entry)}</td>
                  ))}
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
