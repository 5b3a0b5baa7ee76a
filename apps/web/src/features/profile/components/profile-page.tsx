import { DocketApiError } from '@docket/client/errors';
import { difficulties } from '@docket/contracts/http/problem';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatDate, formatShare } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Missing } from '../../../ui/missing.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { DifficultyLabel } from '../../problem/components/difficulty.tsx';
import { useSession } from '../../../lib/session.ts';
import { ownProfileQuery, useProfile } from '../queries.ts';
import { AdminActions } from './admin-actions.tsx';
import { HeatMap } from './heat-map.tsx';

const route = getRouteApi('/profile/$username');

export function ProfilePage() {
  const { username } = route.useParams();
  const session = useSession();
  const own = session?.username === username;
  const profile = useProfile(username);
  useTitle(username);

  if (profile.isPending) {
    return (
      <Page width="text">
        <Loading label="Loading the profile" lines={6} />
      </Page>
    );
  }
  if (profile.isLoadingError) {
    const gone = profile.error instanceof DocketApiError && profile.error.code === 'user_not_found';
    if (gone) {
      return (
        <Missing
          title="There is nobody by this name"
          way={
            <Link to="/problems" className={buttonClass()}>
              Go to the problems
            </Link>
          }
        >
          Check the spelling of the username.
        </Missing>
      );
    }
    return (
      <Page width="text">
        <Failure error={profile.error} retry={() => void profile.refetch()} />
      </Page>
    );
  }
  const { solved, submissions, accepted, joinedAt, role, activity } = profile.data;
  const total = solved.easy + solved.medium + solved.hard;
  return (
    <Page width="text" className="grid gap-8">
      <div className="flex flex-wrap items-center gap-5">
        <span aria-hidden="true" className="stamp grid size-16 place-items-center text-2xl text-note uppercase">
          {profile.data.username.slice(0, 2)}
        </span>
        <div className="grow">
          <h1 className="text-2xl font-bold">{profile.data.username}</h1>
          <p className="text-muted">
            {role !== 'user' && <span className="capitalize">{role} · </span>}
            Joined {formatDate(joinedAt)}
          </p>
        </div>
        {own && (
          <Link to="/submissions" className={buttonClass('secondary')}>
            Your submissions
          </Link>
        )}
      </div>
      {!own && session?.role === 'admin' && (
        <AdminActions userId={profile.data.userId} username={profile.data.username} />
      )}
      <section aria-labelledby="solved" className="box">
        <div className="flex items-baseline justify-between px-6 pt-5 pb-4">
          <h2 id="solved" className="text-lg font-bold">
            Solved
          </h2>
          <p className="font-mono text-3xl font-bold tabular-nums">{total}</p>
        </div>
        <ul className="grid gap-3 border-t border-dashed border-edge/60 px-6 py-5">
          {difficulties.map((difficulty) => (
            <li key={difficulty} className="grid grid-cols-[6rem_1fr_2.5rem] items-center gap-3">
              <DifficultyLabel difficulty={difficulty} />
              <span aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-sunken">
                <span
                  className="block h-full rounded-full bg-primary"
                  style={{ width: `${total === 0 ? 0 : (solved[difficulty] / total) * 100}%` }}
                />
              </span>
              <span className="text-right font-medium tabular-nums">{solved[difficulty]}</span>
            </li>
          ))}
        </ul>
      </section>
      {activity !== undefined && <HeatMap activity={activity} />}
      <dl className="box flex flex-wrap gap-x-10 gap-y-4 px-4 py-3 sm:px-5">
        <Fact label="Submissions">{submissions}</Fact>
        <Fact label="Accepted">{accepted}</Fact>
        <Fact label="Acceptance rate">{formatShare(submissions === 0 ? null : accepted / submissions)}</Fact>
      </dl>
      {own && <OwnDetails />}
    </Page>
  );
}

/** What only the person themselves sees. */
function OwnDetails() {
  const own = useQuery(ownProfileQuery());
  if (own.data === undefined) return null;
  return (
    <section aria-labelledby="own" className="rounded-xl bg-sunken px-5 py-4">
      <h2 id="own" className="caption">
        Only visible to you
      </h2>
      <dl className="mt-2 flex flex-wrap gap-x-10 gap-y-3">
        <Fact label="Email" className="min-w-0 break-all">
          {own.data.email}
        </Fact>
        {own.data.phone !== null && <Fact label="Phone">{own.data.phone}</Fact>}
      </dl>
    </section>
  );
}
