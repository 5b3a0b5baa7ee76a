import type { ContestBoard, ContestDetail } from '@docket/contracts/http/contest';
import { formatOf } from '@docket/contest/formats';
import type { BoardCell } from '@docket/contracts/contest/board';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { ceremonyQuery } from '../api/queries.ts';
import { useContest } from '../api/use-contest.ts';
import { place } from '@docket/contest/rank';
import { boardAfter, focusAt, resolveBoards, stepWords } from '../resolution.ts';
import { BoardTable } from './board-table.tsx';

const route = getRouteApi('/contests/$slug/resolver');

/** The ceremony: the freeze is walked away cell by cell, from the bottom of the board, by the keys of whoever presents it. */
export function ResolverPage() {
  const { slug } = route.useParams();
  return (
    <RequireSession>
      <Loaded slug={slug} />
    </RequireSession>
  );
}

function Loaded({ slug }: { readonly slug: string }) {
  const contest = useContest(slug);
  const jury = contest.data?.jury != null;
  const frozen = useQuery({ ...ceremonyQuery(slug, 'public'), enabled: jury });
  const known = useQuery({ ...ceremonyQuery(slug, 'jury'), enabled: jury });
  useTitle(contest.data === undefined ? 'Resolver' : `Resolver · ${contest.data.title}`);
  if (isNoSuch('contest', contest.error)) return <NoSuch kind="contest" />;
  const error = contest.data === undefined ? contest.error : (frozen.error ?? known.error);
  if (contest.data !== undefined && !jury)
    return (
      <Page>
        <h1 className="sr-only">Resolver</h1>
        <Empty title="The resolver is for the jury of the contest" />
      </Page>
    );
  if (error !== null)
    return (
      <Page>
        <Failure error={error} retry={() => void Promise.all([contest.refetch(), frozen.refetch(), known.refetch()])} />
      </Page>
    );
  if (contest.data === undefined || frozen.data === undefined || known.data === undefined)
    return (
      <Page>
        <Loading label="Loading the standings" lines={12} />
      </Page>
    );
  return <Resolver contest={contest.data} frozen={frozen.data} known={known.data} />;
}

/** What is not on the wire, hacks, is counted with the last cell of a row. */
const NO_HACKS = { successes: 0, failures: 0 };

function resolution({ format, options, startsAt, endsAt }: ContestDetail, frozen: ContestBoard, known: ContestBoard) {
  const bound = formatOf({ format, options });
  const length = Date.parse(endsAt) - Date.parse(startsAt);
  const totals = (cells: readonly (BoardCell | null)[]) => bound.row(cells, NO_HACKS, length);
  return resolveBoards(
    frozen.rows,
    known.rows,
    frozen.problems.map(({ label }) => label),
    totals,
  );
}

/** Between two steps when it goes by itself: long enough for a row to move and be read. */
const AUTO_MS = 1_600;

type ResolverProps = {
  readonly contest: ContestDetail;
  readonly frozen: ContestBoard;
  readonly known: ContestBoard;
};

function Resolver({ contest, frozen, known }: ResolverProps) {
  const { problems } = frozen;
  // Read once: what the contest is called or how its clock runs changes no step.
  const [{ start, steps }] = useState(() => resolution(contest, frozen, known));
  const [done, setDone] = useState(0);
  const [auto, setAuto] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => place(boardAfter(start, steps, done)), [start, steps, done]);
  const names = useMemo(() => new Map(start.map(({ participant, name }) => [participant, name])), [start]);
  const focus = focusAt(steps, done);
  const ended = done >= steps.length;
  const go = (to: number) => setDone(Math.min(steps.length, Math.max(0, to)));

  useResolverKeys({
    next: () => go(done + 1),
    back: () => go(done - 1),
    first: () => go(0),
    last: () => go(steps.length),
    auto: () => setAuto(!auto),
  });
  useEffect(() => {
    if (!auto || ended) return undefined;
    const timer = setTimeout(() => setDone((count) => Math.min(steps.length, count + 1)), AUTO_MS);
    return () => clearTimeout(timer);
  }, [auto, ended, done, steps.length]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const height = element.scrollHeight / Math.max(1, start.length);
    const top = (focus?.index ?? 0) * height - element.clientHeight / 2;
    element.scrollTo({ top, behavior: 'smooth' });
  }, [focus?.index, start.length]);

  return (
    <div className="fixed inset-0 z-20 grid grid-rows-[auto_minmax(0,1fr)] bg-paper">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-card px-4 py-3 sm:px-8">
        <h1 className="min-w-0 text-2xl font-bold wrap-anywhere">{contest.title}</h1>
        <p role="status" className="min-w-0 text-muted" data-testid="resolver-step">
          {ended ? 'These are the results.' : stepWords(steps[done - 1], (id) => names.get(id) ?? '')}
        </p>
        <div className="ml-auto flex items-center gap-2">
          <span className="text-sm text-muted tabular-nums">
            {done} / {steps.length}
          </span>
          <Button
            aria-label="One step back"
            disabled={done === 0}
            onClick={() => go(done - 1)}
            aria-keyshortcuts="ArrowLeft"
          >
            <Icon name="arrow" className="rotate-180" />
          </Button>
          <Button variant="primary" disabled={ended} onClick={() => go(done + 1)} aria-keyshortcuts="Space ArrowRight">
            Next
          </Button>
          <Button aria-pressed={auto} aria-label="By itself" onClick={() => setAuto(!auto)} aria-keyshortcuts="A">
            <Icon name={auto ? 'pause' : 'play'} />
          </Button>
          <Link
            to="/contests/$slug/jury"
            params={{ slug: contest.slug }}
            className={buttonClass('ghost')}
            aria-label="Close the resolver"
          >
            <Icon name="close" />
          </Link>
        </div>
      </div>
      {start.length === 0 ? (
        <div className="p-8">
          <Empty title="Nobody is on the board" />
        </div>
      ) : (
        <BoardTable
          large
          board={{ problems, firsts: [] }}
          format={contest.format}
          rows={rows}
          scroller={scroller}
          current={focus}
        />
      )}
    </div>
  );
}

type Keys = Readonly<Record<'next' | 'back' | 'first' | 'last' | 'auto', () => void>>;

/** Space and the right arrow go on, the left one back, Home and End to either end, A by itself. */
function useResolverKeys(keys: Keys) {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // A button that has the focus is pressed by the space bar, and does what it says.
      if (event.key === ' ' && event.target instanceof HTMLButtonElement) return;
      const act = {
        ' ': 'next',
        ArrowRight: 'next',
        PageDown: 'next',
        ArrowLeft: 'back',
        PageUp: 'back',
        Home: 'first',
        End: 'last',
        a: 'auto',
        A: 'auto',
      } as const;
      const name = Object.entries(act).find(([key]) => key === event.key)?.[1];
      if (name === undefined) return;
      event.preventDefault();
      current.current[name]();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
