import { createContest } from '@docket/contracts/http/contest';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Failure, RowsLoading } from '../../../ui/states.tsx';
import { useForgetContest } from '../api/jury.ts';
import { contestsQuery } from '../api/queries.ts';
import { contestOf, newDraft, wrongTimes } from '../contest-draft.ts';
import { ContestForm } from './contest-form.tsx';
import { ContestRows } from './contest-row.tsx';

/** The contests that one runs or takes part in, and a new one. */
export function NewContestPage() {
  useTitle('My contests');
  const contests = useInfiniteQuery(contestsQuery({ when: 'mine' }));
  const shown = contests.data?.pages.flatMap((page) => page.data);
  return (
    <Page className="grid gap-8">
      <PageTitle>My contests</PageTitle>
      {contests.isPending && <RowsLoading label="Loading your contests" rows={2} />}
      {contests.isError && <Failure error={contests.error} retry={() => void contests.refetch()} />}
      {shown !== undefined && shown.length > 0 && (
        <div>
          <ContestRows contests={shown} label="My contests" />
          <LoadMore paged={contests} />
        </div>
      )}
      <section aria-labelledby="new" className="box grid gap-6 px-5 py-5">
        <h2 id="new" className="text-lg font-semibold">
          New contest
        </h2>
        <NewContest />
      </section>
    </Page>
  );
}

function NewContest() {
  const navigate = useNavigate();
  const forget = useForgetContest();
  const [initial] = useState(() => newDraft(serverClock.now()));
  const form = useForm({
    initial,
    schema: createContest.body,
    body: contestOf,
    check: wrongTimes,
    codes: { contest_slug_taken: ['slug', 'Another contest has this address'] },
    send: (body, idempotencyKey) => docket.call(createContest, { body, idempotencyKey }),
    onDone: async ({ slug }) => {
      await forget();
      await navigate({ to: '/contests/$slug/jury/problems', params: { slug } });
    },
  });
  return <ContestForm form={form} action="Make the contest" />;
}
