import type { BoardView } from '@docket/contracts/contest/board';
import type { ContestDetail } from '@docket/contracts/http/contest';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { plural } from '../../../lib/format.ts';
import { given } from '../../../lib/given.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { SearchBox } from '../../problem/components/search-box.tsx';
import { boardViewOf, useBoard } from '../api/use-contest.ts';
import { useClarificationNews } from '../api/use-unseen.ts';
import { findRows, groupsOf, placeRows } from '../board-state.ts';
import { clockTime } from '../contest-time.ts';
import { BoardTable } from './board-table.tsx';
import { ContestFrame } from './contest-frame.tsx';
import { useContestRatings } from '../../rating/queries.ts';

const route = getRouteApi('/contests/$slug/board');
const VIEWS = [
  { value: 'public', label: 'Public' },
  { value: 'jury', label: 'Jury' },
] as const;

export function BoardPage() {
  const { slug } = route.useParams();
  return (
    <ContestFrame slug={slug} title="Standings" width="full">
      {(contest) => <Standings contest={contest} />}
    </ContestFrame>
  );
}

/** What the contest does to ratings, where it is rated and somebody has tried anything. */
function useRatingColumn(contest: ContestDetail, view: BoardView) {
  const { data } = useContestRatings(
    contest.slug,
    view === 'jury' ? 'jury' : 'public',
    contest.rated && view !== 'ghost' && contest.phase !== 'coming',
  );
  return useMemo(() => {
    if (!contest.rated || view === 'ghost' || data === undefined || data.data.length === 0) return undefined;
    return {
      head: 'Rating',
      provisional: data.state === 'provisional',
      changes: new Map(data.data.map(({ participant, before, after }) => [participant, { before, after }])),
    };
  }, [contest.rated, view, data]);
}

function Standings({ contest }: { readonly contest: ContestDetail }) {
  const { q, group, view: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  useClarificationNews(contest);
  const view = wanted === 'jury' && contest.jury !== null ? 'jury' : boardViewOf(contest);
  const channel = view === 'ghost' ? null : view === 'jury' ? (contest.jury?.channel ?? null) : contest.channel;
  const { data: board, error, refetch } = useBoard(contest.slug, view, channel);
  const placed = useMemo(() => placeRows(board?.rows ?? []), [board?.rows]);
  const shown = useMemo(() => findRows(placed, q ?? '', group), [placed, q, group]);
  const ratings = useRatingColumn(contest, view);
  const groups = useMemo(() => groupsOf(placed), [placed]);
  const own = placed.find(({ participant }) => participant === contest.participation?.participantId);
  const search = useCallback(
    (text: string) => void navigate({ search: (old) => ({ ...old, q: text }), replace: true, resetScroll: false }),
    [navigate],
  );
  return (
    <div className="grid grid-cols-1 gap-3 px-4 py-4 sm:px-6">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="text-lg font-semibold">Standings</h1>
        {board !== undefined && (
          <p className="text-sm text-muted tabular-nums" role="status">
            {plural(placed.length, 'row')}
            {shown.length !== placed.length && `, ${shown.length} shown`}
          </p>
        )}
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {contest.jury !== null && (
            <Segmented
              quiet
              label="Whose standings"
              options={VIEWS}
              value={view === 'jury' ? 'jury' : 'public'}
              onChange={(value) =>
                void navigate({
                  search: (old) => given({ ...old, view: value === 'jury' ? value : undefined }),
                  replace: true,
                })
              }
            />
          )}
          <Link
            to="/contests/$slug/board/projector"
            params={{ slug: contest.slug }}
            className={buttonClass('ghost', 'small', 'max-md:hidden')}
          >
            Projector
          </Link>
        </div>
      </div>
      {board?.frozenFrom != null && contest.frozen && view !== 'jury' && (
        <Notice tone="note" title={`Frozen at ${clockTime(board.frozenFrom)}`}>
          <p>Tries from then on are shown as pending (?). The jury thaws the standings after the end.</p>
        </Notice>
      )}
      {view === 'ghost' && board?.until != null && (
        <Notice tone="note" title={`As it stood at ${clockTime(board.until)}`}>
          <p>You play this contest afterwards: the others move as they did then.</p>
        </Notice>
      )}
      {ratings?.provisional === true && ratings.changes.size > 0 && (
        <p className="text-sm text-muted">
          Rating: what the standings would do to it if they stayed as they are. It follows them by seconds.
        </p>
      )}
      {placed.length > 8 && (
        <search className={cx('grid gap-2', groups.length > 0 && 'sm:grid-cols-[minmax(0,1fr)_16rem]')}>
          <SearchBox label="Search the standings" placeholder="Search by name" value={q ?? ''} onChange={search} />
          {groups.length > 0 && (
            <Select
              quiet
              label="School or company"
              value={group ?? ''}
              options={[
                { value: '', label: 'All schools and companies' },
                ...groups.map((name) => ({ value: name, label: name })),
              ]}
              onChange={(name) => void navigate({ search: (old) => ({ ...old, group: name }), replace: true })}
            />
          )}
        </search>
      )}
      {board === undefined &&
        (error === null ? (
          <RowsLoading label="Loading the standings" rows={12} />
        ) : (
          <Failure error={error} retry={() => void refetch()} />
        ))}
      {board !== undefined && placed.length === 0 && (
        <Empty title="Nobody is on the board yet">Whoever registers appears here.</Empty>
      )}
      {board !== undefined && placed.length > 0 && shown.length === 0 && <Empty title="Nobody of that name" />}
      {board !== undefined && shown.length > 0 && (
        <BoardTable
          board={board}
          format={contest.format}
          rows={shown}
          own={placed.length > 8 ? own : undefined}
          ratings={ratings}
          className="max-h-[calc(100dvh-var(--header)-var(--bottom-bar)-3rem)] box"
        />
      )}
    </div>
  );
}
