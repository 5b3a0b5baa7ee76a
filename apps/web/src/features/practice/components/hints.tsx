import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Failure } from '../../../ui/states.tsx';
import { hintsQuery } from '../api/queries.ts';
import { UserText } from './user-text.tsx';

/** Hints, one at a time; nothing where there are none. */
export function Hints({ slug }: { readonly slug: string }) {
  const [shown, setShown] = useState(0);
  const query = useQuery({ ...hintsQuery(slug, shown), placeholderData: keepPreviousData });
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined || query.data.total === 0) return null;
  const { total, hints } = query.data;
  return (
    <section aria-labelledby="hints-title" className="grid gap-3">
      <h2 id="hints-title" className="text-lg font-bold">
        Hints
      </h2>
      <ol className="grid gap-3" aria-live="polite">
        {hints.map(({ number, text, language }) => (
          <li key={number} lang={language} className="box px-4 py-3">
            <p className="caption mb-1" lang="en">
              Hint {number} of {total}
            </p>
            <UserText source={text} />
          </li>
        ))}
      </ol>
      {shown < total && (
        <Button className="justify-self-start" busy={query.isFetching} onClick={() => setShown(shown + 1)}>
          {shown === 0 ? `Show a hint (${total} in all)` : `Show hint ${shown + 1} of ${total}`}
        </Button>
      )}
    </section>
  );
}
