import { DocketApiError } from '@docket/client/errors';
import type { SeatMapFile } from '@docket/client/catalog';
import { importHall } from '@docket/contracts/http/venue';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { limitsOf } from '../../../lib/form-limits.ts';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Failure, Loading, RowsLoading } from '../../../ui/states.tsx';
import { planQuery } from '../../catalog/api/queries.ts';
import { useVenue } from '../api/chosen-venue.ts';
import { VENUES } from '../api/queries.ts';
import { PlanDrawing } from './plan-drawing.tsx';
import { TableFacts } from './table-facts.tsx';
import { VenueChoice } from './venue-choice.tsx';

/** The halls of a venue, and a new one from a file. */
export function HallsPage() {
  useTitle('Halls');
  const { venues, venue, choose } = useVenue();
  const [shown, setShown] = useState<string>();
  const plan = useQuery(planQuery(shown));
  return (
    <Page className="grid gap-6 [&>:first-child]:mb-0">
      <PageTitle
        aside={
          venues.data !== undefined && (
            <VenueChoice venues={venues.data} venue={venue} onChoose={choose} className="w-64" />
          )
        }
      >
        Halls
      </PageTitle>
      {venues.isError && <Failure error={venues.error} retry={() => void venues.refetch()} />}
      {venues.isPending && <RowsLoading label="Loading halls" rows={6} />}
      {venue !== undefined && (
        <>
          {venue.halls.length > 0 && (
            <RowList aria-label="Halls">
              {venue.halls.map((hall) => (
                <RowItem key={hall.hallId} className="grid-cols-[1fr_auto] items-center gap-x-4">
                  <div>
                    <p className="font-semibold">{hall.name}</p>
                    <p className="text-sm text-muted">
                      {plural(hall.capacity, 'seat')}, version {hall.version}
                    </p>
                  </div>
                  <Button
                    size="small"
                    aria-expanded={shown === hall.hallId}
                    onClick={() => setShown(shown === hall.hallId ? undefined : hall.hallId)}
                  >
                    {shown === hall.hallId ? 'Hide' : 'Draw'}
                    <span className="sr-only"> {hall.name}</span>
                  </Button>
                </RowItem>
              ))}
            </RowList>
          )}
          {plan.data !== undefined && shown !== undefined && (
            <PlanDrawing key={shown} plan={plan.data} label={`${plan.data.name}, ${plan.data.capacity} seats`} />
          )}
          <Import key={venue.slug} venue={venue.slug} onImported={setShown} />
        </>
      )}
    </Page>
  );
}

type ImportProps = { readonly venue: string; readonly onImported: (hallId: string) => void };

function Import({ venue, onImported }: ImportProps) {
  const id = useId();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<SeatMapFile & { readonly fileName: string; readonly taken: number }>();
  const [name, setName] = useState('');
  const preview = useMutation({
    mutationFn: (chosen: SeatMapFile) => docket.catalog.previewHall(chosen),
    onSuccess: (hall) => setName(hall.name ?? ''),
  });
  const save = useAct({
    intent: `hall.${venue}.${name.trim()}`,
    act: (chosen: SeatMapFile, idempotencyKey) =>
      docket.catalog.importHall(chosen, { venue, name: name.trim() }, { idempotencyKey }),
    onSuccess: (hall) => {
      void queryClient.invalidateQueries({ queryKey: VENUES });
      setFile(undefined);
      onImported(hall.hallId);
    },
  });

  async function take(chosen: File | undefined) {
    if (chosen === undefined) return;
    // As bytes: a spreadsheet's file need not be UTF-8, and the server finds out what it is.
    const next = {
      type: 'application/octet-stream' as const,
      content: new Blob([await chosen.arrayBuffer()]),
      fileName: chosen.name,
      taken: Date.now(),
    };
    save.reset();
    setFile(next);
    preview.mutate(next);
  }

  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-4">
      <h2 id={`${id}-title`} className="text-lg font-bold">
        Import a hall
      </h2>
      <div className="relative grid justify-items-center gap-1 rounded-2xl border-2 border-dashed border-edge bg-card px-6 py-8 text-center hover:bg-sunken/60 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-link">
        <Icon name="upload" className="size-7 text-muted" />
        <label htmlFor={id} className="font-semibold">
          Seat map as JSON or CSV
        </label>
        <p className="text-sm text-muted">
          {file === undefined ? 'Choose a file or drop it here; you see it drawn before it is stored' : file.fileName}
        </p>
        <input
          id={id}
          type="file"
          accept=".json,.csv,.tsv,.txt,application/json,text/csv,text/tab-separated-values,text/plain,application/vnd.ms-excel"
          className="absolute inset-0 cursor-pointer opacity-0"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {preview.isPending && <Loading label="Checking the file" />}
      {file !== undefined && preview.isError && <Faults error={preview.error} />}
      {file !== undefined && preview.data !== undefined && (
        <>
          <PlanDrawing
            key={file.taken}
            plan={preview.data}
            label={`Preview: ${plural(preview.data.capacity, 'seat')}`}
          />
          {preview.data.table !== null && <TableFacts table={preview.data.table} />}
          <div className="flex flex-wrap items-end gap-3">
            <Field
              label="Name of the hall"
              className="min-w-56 grow"
              value={name}
              {...limitsOf(importHall.query, 'name')}
              onChange={(event) => setName(event.target.value)}
            />
            <Button
              variant="primary"
              disabled={name.trim() === ''}
              busy={save.isPending}
              onClick={() => !save.isPending && save.mutate(file)}
            >
              Store {plural(preview.data.capacity, 'seat')}
            </Button>
          </div>
          <p className="text-sm text-muted">
            The name of a hall that exists makes a new version of it; shows on sale keep theirs.
          </p>
        </>
      )}
      {save.isError && <Faults error={save.error} />}
      {save.data !== undefined && file === undefined && (
        <Notice
          tone="ok"
          role="status"
          title={
            save.data.unchanged
              ? 'This exact hall was there already'
              : `Stored: ${plural(save.data.capacity, 'seat')}, version ${save.data.version}`
          }
        />
      )}
    </section>
  );
}

/** What is wrong with a file, place by place. */
function Faults({ error }: { readonly error: unknown }) {
  const fields = error instanceof DocketApiError ? error.fields : [];
  if (fields.length === 0) return <Failure error={error} />;
  return (
    <Notice tone="bad" role="alert" title="This file cannot be used as it is">
      <ul className="grid gap-1" data-testid="faults">
        {fields.map((fault) => (
          <li key={`${fault.path} ${fault.message}`}>
            <code className="font-mono">{fault.path}</code>: {fault.message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
