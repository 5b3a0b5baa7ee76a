import type { ContestDetail } from '@docket/contracts/http/contest';
import { getRouteApi } from '@tanstack/react-router';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { useClarifications } from '../api/use-contest.ts';
import { AnnounceForm, AskForm } from './ask-form.tsx';
import { ClarificationCard } from './clarification-card.tsx';
import { ContestFrame } from './contest-frame.tsx';

const route = getRouteApi('/contests/$slug/clarifications');

export function ClarificationsPage() {
  const { slug } = route.useParams();
  return (
    <RequireSession>
      <ContestFrame slug={slug} title="Clarifications">
        {(contest) => (
          <Page className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <h1 className="sr-only">Clarifications</h1>
            {contest.jury !== null || contest.mine === 'registered' ? (
              <Desk contest={contest} />
            ) : (
              <Empty title="Only those who take part see clarifications" />
            )}
          </Page>
        )}
      </ContestFrame>
    </RequireSession>
  );
}

function Desk({ contest }: { readonly contest: ContestDetail }) {
  const clarifications = useClarifications(contest, true);
  const shown = clarifications.data?.pages.flatMap((page) => page.data);
  const jury = contest.jury !== null;
  // Questions that wait come first at the desk, the oldest of them on top.
  const sorted = jury
    ? [
        ...(shown ?? []).filter(({ status }) => status === 'open').toReversed(),
        ...(shown ?? []).filter(({ status }) => status !== 'open'),
      ]
    : (shown ?? []);
  return (
    <>
      <section
        aria-label={jury ? 'Questions and announcements' : 'Answers and announcements'}
        className="grid gap-3 max-lg:order-2"
      >
        {clarifications.isPending && <RowsLoading label="Loading clarifications" rows={4} />}
        {clarifications.isError && <Failure error={clarifications.error} retry={() => void clarifications.refetch()} />}
        {shown?.length === 0 && (
          <Empty title={jury ? 'Nobody has asked anything' : 'Nothing has been asked or announced'}>
            {jury ? 'Questions appear here as they come.' : 'Answers of the jury appear here by themselves.'}
          </Empty>
        )}
        {sorted.map((one) => (
          <ClarificationCard key={one.clarificationId} contest={contest} of={one} />
        ))}
        <LoadMore paged={clarifications} />
      </section>
      <aside className="grid gap-6">{jury ? <AnnounceForm contest={contest} /> : <AskForm contest={contest} />}</aside>
    </>
  );
}
