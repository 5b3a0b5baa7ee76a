import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { editorialQuery } from '../api/queries.ts';
import { UserText } from './user-text.tsx';

type EditorialProps = { readonly slug: string; readonly solved: boolean };

/** How the problem is solved. Whoever has not solved it is asked first. */
export function Editorial({ slug, solved }: EditorialProps) {
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const [spoil, setSpoil] = useState(false);
  const query = useQuery(editorialQuery(slug, { spoil, solved }));
  if (query.data?.there === false) return null;
  const text = query.data?.text ?? null;
  return (
    <section aria-labelledby="editorial-title" className="grid gap-3">
      <h2 id="editorial-title" className="text-lg font-bold">
        Editorial
      </h2>
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {open && query.isPending && <Loading label="Loading the editorial" lines={4} />}
      {open && text !== null && (
        <div className="box px-4 py-3" lang={query.data?.language ?? undefined}>
          <UserText source={text} />
        </div>
      )}
      {!(open && text !== null) && query.data !== undefined && (
        <Button
          className="justify-self-start"
          onClick={() => {
            if (query.data.guarded) setAsking(true);
            else setOpen(true);
          }}
        >
          Show the editorial
        </Button>
      )}
      {open && text !== null && (
        <Button variant="ghost" size="small" className="justify-self-start" onClick={() => setOpen(false)}>
          Hide it
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title="You have not solved this yet"
          action="Show the editorial"
          keep="Keep trying"
          busy={false}
          error={null}
          onConfirm={() => {
            setSpoil(true);
            setOpen(true);
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        >
          <p>The editorial says how the problem is solved. A hint or another try may be the better way.</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
