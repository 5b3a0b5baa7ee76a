import { createStudyList, type StudyListSummary } from '@docket/contracts/http/study-list';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { Field } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Fact, Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, Loading, RowsLoading } from '../../../ui/states.tsx';
import { ProblemRows } from '../../problem/components/problem-row.tsx';
import { favouritesQuery, PRACTICE, useDaily, useStudyLists } from '../api/queries.ts';
import { NextButton } from './marks-bar.tsx';

/** Where one goes on with practising: today's problem, lists and favourites. */
export function PracticePage() {
  useTitle('Study');
  const loggedIn = useSession() !== undefined;
  return (
    <Page className="grid gap-8">
      <PageTitle aside={<NextButton />}>Study</PageTitle>
      <Daily />
      <Lists />
      {loggedIn && <Favourites />}
    </Page>
  );
}

function Daily() {
  const daily = useDaily();
  const { data } = daily;
  return (
    <section aria-labelledby="daily-title" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="daily-title" className="text-lg font-bold">
          Problem of the day
        </h2>
        {data !== undefined && (
          <p className="text-sm text-muted">
            {data.day} (UTC), the next in <Countdown until={Date.parse(data.endsAt)} />
          </p>
        )}
      </div>
      {daily.isPending && <Loading label="Loading the problem of the day" lines={2} />}
      {daily.isError && <Failure error={daily.error} retry={() => void daily.refetch()} />}
      {data?.problem === null && <Empty title="There are no problems yet" />}
      {data !== undefined && data.problem !== null && <ProblemRows problems={[data.problem]} />}
      {data !== undefined && data.mine !== null && (
        <>
          <dl className="flex flex-wrap gap-x-8 gap-y-2">
            <Fact label="Today">{data.mine.solved ? 'Solved' : 'Open'}</Fact>
            <Fact label="In a row">{plural(data.mine.streak, 'day')}</Fact>
            <Fact label="Longest">{plural(data.mine.longest, 'day')}</Fact>
          </dl>
          <ol className="flex flex-wrap gap-1.5" aria-label="The last days, the latest first">
            {data.mine.days.map(({ day, slug, title, solved }) => (
              <li key={day}>
                <Link
                  to="/problems/$slug"
                  params={{ slug }}
                  title={`${day}: ${title}`}
                  className={cx(
                    'grid size-10 place-items-center rounded-md border text-sm tabular-nums',
                    solved ? 'border-ok bg-ok/14 font-semibold text-ok' : 'border-line text-muted',
                  )}
                >
                  <span aria-hidden="true">{day.slice(8)}</span>
                  <span className="sr-only">
                    {day}: {title}, {solved ? 'solved on its day' : 'not solved on its day'}
                  </span>
                </Link>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function Lists() {
  const lists = useStudyLists();
  const loggedIn = useSession() !== undefined;
  const [making, setMaking] = useState(false);
  const shown = lists.data?.data;
  return (
    <section aria-labelledby="lists-title" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="lists-title" className="text-lg font-bold">
          Study lists
        </h2>
        {loggedIn && (
          <Button size="small" aria-expanded={making} onClick={() => setMaking(!making)}>
            New list
          </Button>
        )}
      </div>
      {making && <NewList />}
      {lists.isPending && <RowsLoading label="Loading study lists" rows={3} />}
      {lists.isError && <Failure error={lists.error} retry={() => void lists.refetch()} />}
      {shown?.length === 0 && (
        <Empty title="There are no study lists yet">
          {loggedIn ? 'Make one, and add problems from their pages.' : 'Log in to make one of your own.'}
        </Empty>
      )}
      {shown !== undefined && shown.length > 0 && (
        <RowList>
          {shown.map((list) => (
            <ListRow key={list.listId} list={list} />
          ))}
        </RowList>
      )}
    </section>
  );
}

function ListRow({ list }: { readonly list: StudyListSummary }) {
  return (
    <RowItem className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 hover:bg-accent-soft/50">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <Link
          to="/practice/lists/$id"
          params={{ id: list.listId }}
          className={`min-w-0 font-medium break-words ${ROW_LINK}`}
        >
          {list.title}
        </Link>
        {list.official && <Badge tone="note">Official</Badge>}
      </div>
      <Progress solved={list.solved} problems={list.problems} />
    </RowItem>
  );
}

/** How far one is with a list. */
export function Progress({ solved, problems }: { readonly solved: number | null; readonly problems: number }) {
  if (solved === null) return <p className="text-sm text-muted tabular-nums">{plural(problems, 'problem')}</p>;
  return (
    <p className="grid grid-cols-[5rem_auto] items-center gap-3 text-sm text-muted tabular-nums">
      <span aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <span
          className="block h-full rounded-full bg-primary"
          style={{ width: `${problems === 0 ? 0 : (solved / problems) * 100}%` }}
        />
      </span>
      <span>
        {solved} of {problems}
        <span className="sr-only"> solved</span>
      </span>
    </p>
  );
}

function NewList() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const admin = useSession()?.role === 'admin';
  const form = useForm({
    initial: { title: '', official: false },
    schema: createStudyList.body,
    send: (body, idempotencyKey) => docket.call(createStudyList, { body, idempotencyKey }),
    onDone: async ({ listId }) => {
      await queryClient.invalidateQueries({ queryKey: PRACTICE });
      await navigate({ to: '/practice/lists/$id', params: { id: listId } });
    },
  });
  return (
    <form {...form.props} className="box grid gap-3 px-4 py-3" aria-label="New study list">
      <Field label="Title" {...form.text('title')} />
      {admin && (
        <label className="flex min-h-10 items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={form.draft.official}
            onChange={(event) => form.set({ official: event.target.checked })}
          />
          Official: everybody sees it
        </label>
      )}
      {form.failure !== null && <Failure error={form.failure} />}
      <Button variant="primary" className="justify-self-start" {...form.button}>
        Make the list
      </Button>
    </form>
  );
}

function Favourites() {
  const favourites = useInfiniteQuery(favouritesQuery());
  const shown = favourites.data?.pages.flatMap((page) => page.data);
  return (
    <section aria-labelledby="favourites-title" className="grid gap-3">
      <h2 id="favourites-title" className="text-lg font-bold">
        Favourites
      </h2>
      {favourites.isPending && <RowsLoading label="Loading favourites" rows={3} />}
      {favourites.isError && <Failure error={favourites.error} retry={() => void favourites.refetch()} />}
      {shown?.length === 0 && <Empty title="No favourites yet">The star is below each problem’s statement.</Empty>}
      {shown !== undefined && shown.length > 0 && <ProblemRows problems={shown} />}
      <LoadMore paged={favourites} />
    </section>
  );
}
