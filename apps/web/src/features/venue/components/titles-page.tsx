import type { TitleSummary } from '@docket/contracts/http/title';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { kindWord } from '../../catalog/kind-word.ts';
import { Poster } from '../../catalog/components/poster.tsx';
import { titlesQuery } from '../api/queries.ts';
import { TitleDialog } from './title-dialog.tsx';

/** What can be shown: movies and events, with their posters. */
export function TitlesPage() {
  useTitle('Titles');
  const [q, setQ] = useState('');
  const words = useDeferredValue(q.trim());
  const titles = useInfiniteQuery(titlesQuery(words));
  const [edited, setEdited] = useState<TitleSummary | 'new'>();
  const shown = titles.data?.pages.flatMap((page) => page.data);
  return (
    <Page>
      <PageTitle
        aside={
          <Button variant="primary" onClick={() => setEdited('new')}>
            Add a title
          </Button>
        }
      >
        Titles
      </PageTitle>
      <Field
        label="Search"
        type="search"
        className="mb-4 max-w-md"
        value={q}
        maxLength={100}
        onChange={(event) => setQ(event.target.value)}
      />
      {titles.isPending && <RowsLoading label="Loading titles" rows={5} />}
      {titles.isError && <Failure error={titles.error} retry={() => void titles.refetch()} />}
      {shown !== undefined &&
        (shown.length === 0 ? (
          <Empty title={words === '' ? 'No titles yet' : 'No title fits'} />
        ) : (
          <>
            <RowList aria-label="Titles">
              {shown.map((title) => (
                <RowItem
                  key={title.titleId}
                  data-testid="title"
                  className="grid-cols-[4rem_minmax(0,1fr)_auto] items-center gap-x-4 py-2"
                >
                  <Poster title={title} className="w-16 rounded-md" />
                  <div className="min-w-0">
                    <p className="font-semibold break-words">{title.name}</p>
                    <p className="text-sm break-words text-muted">
                      {[kindWord(title.kind), title.language, `${title.minutes} min`]
                        .filter((fact) => fact !== null)
                        .join(', ')}
                    </p>
                  </div>
                  <Button size="small" aria-label={`Change ${title.name}`} onClick={() => setEdited(title)}>
                    Change
                  </Button>
                </RowItem>
              ))}
            </RowList>
            <LoadMore paged={titles} />
          </>
        ))}
      {edited !== undefined && (
        <TitleDialog
          key={edited === 'new' ? 'new' : edited.slug}
          slug={edited === 'new' ? undefined : edited.slug}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Page>
  );
}
