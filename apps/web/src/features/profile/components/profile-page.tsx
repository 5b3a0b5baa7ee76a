import { DocketApiError } from '@docket/client/errors';
import { difficulties, type Difficulty } from '@docket/contracts/http/problem';
import type { ProfileRecord } from '@docket/contracts/http/profile';
import { profileParts, type ProfilePart } from '@docket/contracts/profile/parts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatDate, formatShare } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Missing } from '../../../ui/missing.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { RatingLabel } from '../../rating/components/rating-label.tsx';
import { DifficultyLabel } from '../../problem/components/difficulty.tsx';
import { useSession } from '../../../lib/session.ts';
import { ownProfileQuery, useProfile, useProfileRecord } from '../queries.ts';
import { AdminActions } from './admin-actions.tsx';
import { BadgesSection } from './badges-section.tsx';
import { ContestsSection } from './contests-section.tsx';
import { Counts } from './counts.tsx';
import { HeatMap } from './heat-map.tsx';
import { RatingSection } from './rating-section.tsx';
import { RecentSection } from './recent-section.tsx';
import { Section } from './section.tsx';
import { Visibility } from './visibility.tsx';

const route = getRouteApi('/profile/$username');

export function ProfilePage() {
  const { username } = route.useParams();
  const session = useSession();
  const own = session?.username === username;
  const profile = useProfile(username);
  const record = useProfileRecord(username);
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
  const { solved, submissions, accepted, joinedAt, role, activity, hidden = [] } = profile.data;
  // Others are not given what is hidden.
  const hides = (part: ProfilePart) => own && hidden.includes(part);
  return (
    <Page width="text" className="grid gap-6">
      <div className="flex flex-wrap items-center gap-5">
        <span aria-hidden="true" className="stamp grid size-16 place-items-center text-2xl text-note uppercase">
          {profile.data.username.slice(0, 2)}
        </span>
        <div className="min-w-0 grow">
          <h1 className="text-2xl font-bold wrap-anywhere">{profile.data.username}</h1>
          <p className="flex flex-wrap items-baseline gap-x-2 text-muted">
            {record.data?.rating != null && <RatingLabel rating={record.data.rating.rating} />}
            <span>
              {role !== 'user' && <span className="capitalize">{role} · </span>}
              Joined {formatDate(joinedAt)}
            </span>
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
      {record.data?.rating != null && (
        <RatingSection username={username} rating={record.data.rating} hidden={hides('rating')} />
      )}
      {solved !== undefined && <Solved solved={solved} record={record.data} hidden={hides('solved')} />}
      {activity !== undefined && (
        <>
          <HeatMap activity={activity} />
          <dl className="box flex flex-wrap gap-x-10 gap-y-4 px-4 py-3 sm:px-5">
            <Fact label="Submissions">{submissions ?? 0}</Fact>
            <Fact label="Accepted">{accepted ?? 0}</Fact>
            <Fact label="Acceptance rate">
              {formatShare(submissions === undefined || submissions === 0 ? null : (accepted ?? 0) / submissions)}
            </Fact>
          </dl>
        </>
      )}
      {record.isError && <Failure error={record.error} retry={() => void record.refetch()} />}
      {record.isPending && <Loading label="Loading what they have done" lines={4} />}
      {record.data?.recent != null && (
        <RecentSection recent={record.data.recent} hidden={hides('activity') || hides('solved')} />
      )}
      {(own || !hidden.includes('contests')) && (
        <ContestsSection username={username} own={own} hidden={hides('contests')} />
      )}
      {record.data !== undefined && <BadgesSection badges={record.data.badges} />}
      {!own && hidden.length === profileParts.length && (
        <Empty title={`${profile.data.username} keeps the rest of this profile private`} />
      )}
      {own && <Visibility username={username} hidden={hidden} />}
      {own && <OwnDetails />}
    </Page>
  );
}

type SolvedProps = {
  readonly solved: Readonly<Record<Difficulty, number>>;
  readonly record: ProfileRecord | undefined;
  readonly hidden: boolean;
};

/** What somebody has solved: by difficulty, tag and language. */
function Solved({ solved, record, hidden }: SolvedProps) {
  const { nameOf } = useLanguages();
  const total = solved.easy + solved.medium + solved.hard;
  return (
    <Section
      title="Solved"
      hidden={hidden}
      aside={<span className="font-mono text-3xl font-bold text-ink tabular-nums">{total}</span>}
    >
      <ul className="grid gap-3">
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
      {record?.tags != null && record.languages != null && record.tags.length + record.languages.length > 0 && (
        <div className="grid gap-6 border-t border-line pt-4 sm:grid-cols-2">
          <div className="min-w-0">
            <h3 className="caption mb-2">By tag</h3>
            <Counts counts={record.tags.map(({ tag, solved: count }) => ({ name: tag, count }))} />
          </div>
          <div className="min-w-0">
            <h3 className="caption mb-2">By language</h3>
            <Counts
              counts={record.languages.map(({ language, solved: count }) => ({ name: nameOf(language), count }))}
            />
          </div>
        </div>
      )}
    </Section>
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
