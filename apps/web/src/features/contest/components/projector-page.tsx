import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useMedia } from '../../../lib/use-media.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { useBoard, useContest } from '../api/use-contest.ts';
import { placeRows } from '../board-state.ts';
import { BoardTable } from './board-table.tsx';
import { clockOf } from '../contest-turns.ts';

const route = getRouteApi('/contests/$slug/board/projector');

/** The public standings for a room: large, scrolling by themselves, without a login. */
export function ProjectorPage() {
  const { slug } = route.useParams();
  const contest = useContest(slug);
  const { data: board, error, refetch } = useBoard(slug, 'public', contest.data?.channel ?? null);
  const rows = useMemo(() => placeRows(board?.rows ?? []), [board?.rows]);
  const scroller = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(true);
  useAutoScroll(scroller, scrolls && board !== undefined);
  useTitle(contest.data === undefined ? 'Standings' : `Standings · ${contest.data.title}`);
  if (isNoSuch('contest', contest.error)) return <NoSuch kind="contest" />;
  const clock = contest.data === undefined ? undefined : clockOf(contest.data, serverClock.now());
  return (
    <div className="fixed inset-0 z-20 grid grid-rows-[auto_minmax(0,1fr)] bg-paper">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line bg-card px-4 py-3 sm:px-8">
        <h1 className="min-w-0 text-2xl font-bold wrap-anywhere sm:text-3xl">{contest.data?.title ?? 'Standings'}</h1>
        {contest.data?.frozen === true && <Badge tone="note">Frozen</Badge>}
        <div className="ml-auto flex items-center gap-4">
          {clock !== undefined && (
            <p className="flex items-baseline gap-3">
              <span className="text-muted">{clock.label}</span>
              {clock.until !== undefined && <Countdown until={clock.until} className="text-3xl font-bold" />}
            </p>
          )}
          <Button
            variant="ghost"
            aria-label="Scroll by itself"
            aria-pressed={scrolls}
            onClick={() => setScrolls(!scrolls)}
          >
            <Icon name={scrolls ? 'pause' : 'play'} />
          </Button>
          <Link
            to="/contests/$slug/board"
            params={{ slug }}
            className={buttonClass('ghost')}
            aria-label="Close the projector"
          >
            <Icon name="close" />
          </Link>
        </div>
      </div>
      {board === undefined ? (
        <div className="p-8">
          {error === null ? (
            <Loading label="Loading the standings" lines={12} />
          ) : (
            <Failure error={error} retry={() => void refetch()} />
          )}
        </div>
      ) : rows.length === 0 ? (
        <div className="p-8">
          <Empty title="Nobody is on the board yet" />
        </div>
      ) : (
        <BoardTable large board={board} format={contest.data?.format ?? 'icpc'} rows={rows} scroller={scroller} />
      )}
    </div>
  );
}

/** Px a second, and how long it rests at either end. */
const PACE = 40;
const REST_MS = 5_000;

/** Goes down slowly, rests, and begins again from the top; by screens where motion is not wanted. */
function useAutoScroll(scroller: RefObject<HTMLElement | null>, on: boolean) {
  const calm = useMedia('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    if (!on) return undefined;
    let at = scroller.current?.scrollTop ?? 0;
    let restUntil = performance.now() + REST_MS;
    let before = performance.now();
    const step = () => {
      const element = scroller.current;
      const now = performance.now();
      const passed = (now - before) / 1000;
      before = now;
      if (element === null || now < restUntil) return;
      const end = element.scrollHeight - element.clientHeight;
      if (end <= 0) return;
      if (at >= end) {
        at = 0;
        restUntil = now + REST_MS;
      } else {
        at = Math.min(end, at + (calm ? element.clientHeight * 0.8 : PACE * passed));
        if (at >= end || calm) restUntil = now + REST_MS;
      }
      element.scrollTop = at;
    };
    const timer = setInterval(step, 33);
    return () => clearInterval(timer);
  }, [scroller, on, calm]);
}
