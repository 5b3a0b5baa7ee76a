import { DocketApiError } from '@docket/client/errors';
import { previewStatement, uploadStatement, type StatementPreview } from '@docket/contracts/http/reconciliation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoment, plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Fact } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { BREAKS } from '../api/breaks.ts';
import { KIND_WORDS } from '../break-look.ts';

type Chosen = { readonly name: string; readonly content: Blob };

/** A statement from a file: what is in it is shown before it is taken. */
export function StatementUpload() {
  const id = useId();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<Chosen>();
  const sent = ({ content }: Chosen) => ({ body: content, contentType: 'application/xml' }) as const;
  const preview = useMutation({ mutationFn: (chosen: Chosen) => docket.call(previewStatement, sent(chosen)) });
  const take = useAct({
    act: (chosen: Chosen) => docket.call(uploadStatement, sent(chosen)),
    onSuccess: () => {
      setFile(undefined);
      void queryClient.invalidateQueries({ queryKey: BREAKS });
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

  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-4">
      <h2 id={`${id}-title`} className="text-lg font-semibold">
        Upload a statement
      </h2>
      <div className="relative grid justify-items-center gap-1 rounded-2xl border-2 border-dashed border-edge bg-card px-6 py-6 text-center hover:bg-sunken/60 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-link">
        <Icon name="upload" className="size-7 text-muted" />
        <label htmlFor={id} className="font-semibold">
          Statement as camt.053 (XML)
        </label>
        <p className="text-sm break-all text-muted">
          {file === undefined ? 'Choose a file or drop it here; you see what is in it before it is taken' : file.name}
        </p>
        <input
          id={id}
          type="file"
          accept=".xml,application/xml,text/xml"
          className="absolute inset-0 cursor-pointer opacity-0"
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {preview.isPending && <Loading label="Reading the file" />}
      {file !== undefined && preview.isError && <Faults error={preview.error} />}
      {file !== undefined && preview.data !== undefined && (
        <>
          {preview.data.statements.map((each) => (
            <Preview key={`${each.account} ${each.currency} ${each.statementId}`} of={each} />
          ))}
          <div className="flex flex-wrap gap-3">
            <Button variant="primary" busy={take.isPending} onClick={() => !take.isPending && take.mutate(file)}>
              Take{' '}
              {plural(
                preview.data.statements.reduce((sum, each) => sum + each.newEntries, 0),
                'new entry',
                'new entries',
              )}
            </Button>
            <Button onClick={() => setFile(undefined)}>Leave it</Button>
          </div>
        </>
      )}
      {take.isError && <Faults error={take.error} />}
      {take.data !== undefined && file === undefined && (
        <Notice tone="ok" role="status" title="The statement is taken">
          <p>
            {plural(take.data.settled, 'entry', 'entries')} found in our books, {plural(take.data.opened, 'new break')}.
          </p>
        </Notice>
      )}
    </section>
  );
}

function Preview({ of }: { readonly of: StatementPreview }) {
  const { statementId, account, currency, openingMinor, closingMinor, entries, newEntries, notBooked, known, first } =
    of;
  return (
    <div className="box grid gap-3 px-4 py-3" data-testid="preview">
      {known && <Notice tone="note" title="This statement is here already; taking it again changes nothing" />}
      <dl className="grid grid-cols-2 gap-3 text-sm sm:grid-cols-4">
        <Fact label="Statement">
          <span className="break-all">{statementId}</span>
        </Fact>
        <Fact label="Account">
          <span className="break-all">{account}</span>
        </Fact>
        <Fact label="From, to">
          {formatMoney(openingMinor, currency)}, {formatMoney(closingMinor, currency)}
        </Fact>
        <Fact label="Entries">
          {entries}, {newEntries} new{notBooked > 0 && `, ${notBooked} not booked yet`}
        </Fact>
      </dl>
      {first.length > 0 && (
        <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={`Entries of ${statementId}`}>
          <table className="w-full text-left text-sm tabular-nums">
            <thead>
              <tr>
                {['Booked', 'What', 'Amount', 'About', ''].map((head) => (
                  <th key={head} scope="col" className="caption py-1 pr-4">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {first.map((entry) => (
                <tr key={entry.entryRef} className="border-t border-line">
                  <td className="py-1 pr-4 whitespace-nowrap">{formatMoment(entry.bookedAt)}</td>
                  <td className="py-1 pr-4">{KIND_WORDS[entry.kind]}</td>
                  <td className="py-1 pr-4 text-right">{formatMoney(entry.amountMinor, currency)}</td>
                  <td className="max-w-64 truncate py-1 pr-4">{entry.reference}</td>
                  <td className="py-1 text-muted">{entry.known ? 'known' : 'new'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {entries > first.length && <p className="pt-2 text-sm text-muted">and {entries - first.length} more</p>}
        </div>
      )}
    </div>
  );
}

/** What is wrong with a file, and where. */
function Faults({ error }: { readonly error: unknown }) {
  if (!(error instanceof DocketApiError) || !error.code.startsWith('statement_')) return <Failure error={error} />;
  return (
    <Notice tone="bad" role="alert" title="This file cannot be taken">
      <p className="break-words">{error.detail}</p>
    </Notice>
  );
}
