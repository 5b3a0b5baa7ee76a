import { Link } from '@tanstack/react-router';
import { formatDate, plural } from '../../../lib/format.ts';
import { LoadMore } from '../../../ui/load-more.tsx';
import { ROW_LINK } from '../../../ui/row-list.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useProfileContests } from '../queries.ts';
import { Section } from './section.tsx';

type ContestsProps = { readonly username: string; readonly own: boolean; readonly hidden: boolean };

/** Contests that somebody took part in, whose results are told. */
export function ContestsSection({ username, own, hidden }: ContestsProps) {
  const contests = useProfileContests(username);
  const shown = contests.data?.pages.flatMap((page) => page.data);
  if (shown?.length === 0 && !own) return null;
  return (
    <Section title="Contests" hidden={hidden}>
      {shown === undefined &&
        (contests.isError ? (
          <Failure error={contests.error} retry={() => void contests.refetch()} />
        ) : (
          <Loading label="Loading the contests" lines={3} />
        ))}
      {shown?.length === 0 && (
        <p className="text-muted">
          Contests appear here when their results are out.{' '}
          <Link to="/contests" className="link">
            Find one
          </Link>
        </p>
      )}
      {shown !== undefined && shown.length > 0 && (
        <div>
          <ul className="-mx-4 divide-y divide-line sm:-mx-5">
            {shown.map(({ contestId, slug, title, endsAt, place, ranked, solved }) => (
              <li
                key={contestId}
                className="relative flex min-h-(--row) flex-wrap items-baseline gap-x-4 px-4 py-2 sm:px-5"
              >
                <Link
                  to="/contests/$slug/board"
                  params={{ slug }}
                  className={`min-w-0 grow basis-60 font-medium wrap-anywhere ${ROW_LINK}`}
                >
                  {title}
                </Link>
                <span className="text-sm tabular-nums">
                  {place === null ? 'Unofficial' : `Place ${place} of ${ranked}`}
                </span>
                <span className="text-sm text-muted tabular-nums">{plural(solved, 'problem')} solved</span>
                <span className="text-sm text-muted">{formatDate(endsAt)}</span>
              </li>
            ))}
          </ul>
          <LoadMore paged={contests} />
        </div>
      )}
    </Section>
  );
}
