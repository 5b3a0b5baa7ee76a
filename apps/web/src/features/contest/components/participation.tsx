import {
  leaveContest,
  startWindow,
  type ContestDetail,
  type Participation as Own,
} from '@docket/contracts/http/contest';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoment } from '../../../lib/format.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useSession } from '../../../lib/session.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Fact } from '../../../ui/page.tsx';
import { Failure } from '../../../ui/states.tsx';
import { CONTESTS } from '../api/queries.ts';
import { lengthWords } from '../contest-time.ts';
import { RegisterForm } from './register-form.tsx';

/** Whether and how the caller takes part, and the way in. */
export function Participation({ contest }: { readonly contest: ContestDetail }) {
  const loggedIn = useSession() !== undefined;
  return (
    <section aria-label="Taking part" className="box grid gap-4 px-5 py-4">
      {contest.jury !== null ? (
        <>
          <p>You are in the jury.</p>
          <Link to="/contests/$slug/jury" params={{ slug: contest.slug }} className={buttonClass('secondary')}>
            To the jury desk
          </Link>
        </>
      ) : loggedIn ? (
        contest.participation === null ? (
          <WayIn contest={contest} />
        ) : (
          <Registered contest={contest} own={contest.participation} />
        )
      ) : (
        <>
          <p>Log in to take part. The standings are open to everybody.</p>
          <Link to="/login" search={{ next: `/contests/${contest.slug}` }} className={buttonClass()}>
            Log in
          </Link>
        </>
      )}
    </section>
  );
}

function WayIn({ contest }: { readonly contest: ContestDetail }) {
  if (contest.phase === 'coming' || contest.phase === 'running') return <RegisterForm contest={contest} />;
  return contest.virtual ? <Start contest={contest} virtual /> : <p>This contest is over.</p>;
}

function Registered({ contest, own }: { readonly contest: ContestDetail; readonly own: Own }) {
  const now = serverClock.now();
  const open = contest.phase === 'running';
  const begun = own.window !== null && Date.parse(own.window.from) <= now;
  return (
    <>
      <Standing own={own} />
      <dl className="grid gap-3 text-sm">
        <Fact label={own.kind === 'team' ? 'Team' : 'As'}>
          <span className="wrap-anywhere">{own.name}</span>
          {!own.official && <span className="font-normal text-muted"> (outside of the places)</span>}
        </Fact>
        {own.kind === 'team' && <Fact label="Members">{own.members.map(({ username }) => username).join(', ')}</Fact>}
        {own.teamCode !== null && (
          <Fact label="Team code, for the others">
            <span className="flex items-center gap-2">
              <code className="font-mono">{own.teamCode}</code>
              <CopyButton text={own.teamCode} what="the team code" />
            </span>
          </Fact>
        )}
        {(own.room !== null || own.seat !== null) && (
          <Fact label="Place">{[own.room, own.seat].filter((part) => part !== null).join(', ')}</Fact>
        )}
        {own.extraMs > 0 && <Fact label="Extra time">{lengthWords(own.extraMs)}</Fact>}
        {own.window !== null && contest.durationMinutes !== null && (
          <Fact label="Your time">
            {formatMoment(own.window.from)} to {formatMoment(own.window.until)}
          </Fact>
        )}
      </dl>
      {own.status === 'registered' && contest.durationMinutes !== null && own.window === null && open && (
        <Start contest={contest} virtual={false} />
      )}
      {own.status === 'registered' &&
        (contest.phase === 'over' || contest.phase === 'final') &&
        contest.virtual &&
        own.window === null && <Start contest={contest} virtual />}
      {!begun && contest.phase === 'coming' && !contest.closed && <Leave contest={contest} />}
    </>
  );
}

function Standing({ own }: { readonly own: Own }) {
  switch (own.status) {
    case 'pending':
      return (
        <Notice tone="limit" title="The jury has to let you in">
          We tell you as soon as it has.
        </Notice>
      );
    case 'registered':
      return (
        <Notice tone="ok" title={own.kind === 'virtual' ? 'You play this contest virtually' : 'You are registered'} />
      );
    case 'rejected':
      return <Notice tone="bad" title="The jury has turned your registration down" />;
    case 'disqualified':
      return (
        <Notice tone="bad" title="You are disqualified">
          Your tries do not count any more. Ask the jury why.
        </Notice>
      );
    default:
      return own.status satisfies never;
  }
}

/** Begins the own time, after a question: it cannot be stopped. */
function Start({ contest, virtual }: { readonly contest: ContestDetail; readonly virtual: boolean }) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const start = useAct({
    act: () => docket.call(startWindow, { params: { id: contest.slug }, body: { virtual } }),
    onSuccess: async () => {
      setAsking(false);
      await queryClient.invalidateQueries({ queryKey: CONTESTS });
    },
  });
  const length =
    contest.durationMinutes === null
      ? Date.parse(contest.endsAt) - Date.parse(contest.startsAt)
      : contest.durationMinutes * 60_000;
  return (
    <>
      <p>
        {virtual
          ? `Play it now as it was then: you have ${lengthWords(length)}, and the standings run along as they did.`
          : `You have ${lengthWords(length)} from the moment you begin.`}
      </p>
      <Button variant="primary" onClick={() => setAsking(true)}>
        {virtual ? 'Start a virtual contest' : 'Start now'}
      </Button>
      {asking && (
        <ConfirmDialog
          title={`Start your ${lengthWords(length)} now?`}
          action="Start now"
          keep="Not yet"
          busy={start.isPending}
          error={start.error}
          onConfirm={() => start.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>Your clock begins at once and cannot be stopped.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Leave({ contest }: { readonly contest: ContestDetail }) {
  const queryClient = useQueryClient();
  const leave = useAct({
    act: () => docket.call(leaveContest, { params: { id: contest.slug } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: CONTESTS }),
  });
  return (
    <>
      {leave.isError && <Failure error={leave.error} />}
      <Button
        size="small"
        variant="ghost"
        className="justify-self-start"
        busy={leave.isPending}
        onClick={() => leave.mutate()}
      >
        Take part no more
      </Button>
    </>
  );
}
