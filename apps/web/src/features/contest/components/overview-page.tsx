import type { ContestDetail } from '@docket/contracts/http/contest';
import { getRouteApi, Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { fullDayIn, timeIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Statement } from '../../problem/components/statement.tsx';
import { lengthWords } from '../contest-time.ts';
import { formatWords } from '../contest-words.ts';
import { ContestFrame } from './contest-frame.tsx';
import { Participation } from './participation.tsx';

const route = getRouteApi('/contests/$slug');
const NO_FILES: Parameters<typeof Statement>[0]['files'] = [];

export function OverviewPage() {
  const { slug } = route.useParams();
  return (
    <ContestFrame slug={slug} title="Contest">
      {(contest) => <Overview contest={contest} />}
    </ContestFrame>
  );
}

function Overview({ contest }: { readonly contest: ContestDetail }) {
  const { slug, problemsOpen, startsAt, phase, mine } = contest;
  const waits = phase === 'coming' && Date.parse(startsAt) > serverClock.now();
  return (
    <Page className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
      <h1 className="sr-only">{contest.title}</h1>
      <div className="grid content-start gap-8 empty:hidden">
        {contest.pausedAt !== null && (
          <Notice tone="limit" role="status" title="The contest is paused">
            <p>Nobody’s time runs. The pause is added to the end.</p>
          </Notice>
        )}
        {problemsOpen ? (
          <div className="box flex flex-wrap items-center justify-between gap-3 px-5 py-4" data-testid="problems-open">
            <p className="font-medium">
              {phase === 'running' ? 'The problems are open.' : 'You can read and solve the problems.'}
            </p>
            <Link to="/contests/$slug/problems" params={{ slug }} className={buttonClass()}>
              Go to the problems
            </Link>
          </div>
        ) : (
          waits && (
            <div className="box grid justify-items-center gap-1 px-5 py-8 text-center">
              <p className="caption">Starts in</p>
              <Countdown until={startsAt} className="text-4xl font-bold" />
              <p className="text-sm text-muted">
                {mine === 'registered'
                  ? 'The problems appear here at the start. You need not reload.'
                  : 'Register to take part; the standings are open to everybody.'}
              </p>
            </div>
          )
        )}
      </div>
      <aside className="grid content-start gap-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <Participation contest={contest} />
        <Times contest={contest} />
      </aside>
      <div className="grid content-start gap-8 lg:col-start-1">
        {contest.description.trim() !== '' && (
          <section aria-label="About">
            <Statement source={contest.description} files={NO_FILES} />
          </section>
        )}
        <Rules contest={contest} />
      </div>
    </Page>
  );
}

/** How places are counted, in plain words. */
function Rules({ contest }: { readonly contest: ContestDetail }) {
  const { format, options, freezesAt, endsAt, languages, virtual, upsolving, phase, teamSize } = contest;
  const words = formatWords(format);
  const frozen = freezesAt === null ? undefined : Date.parse(endsAt) - Date.parse(freezesAt);
  return (
    <section aria-labelledby="rules" className="grid gap-3">
      <h2 id="rules" className="text-lg font-semibold">
        Rules
      </h2>
      <p className="text-sm text-muted">{words.name} format</p>
      <ul className="grid list-disc gap-1.5 pl-5">
        {words.rules(options).map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
        {frozen !== undefined && frozen > 0 && (
          <li>
            The standings freeze {lengthWords(frozen)} before the end: tries are still shown, their verdicts only to who
            made them.
          </li>
        )}
        {languages !== null && <li>Languages: {languages.join(', ')}.</li>}
        {virtual && phase !== 'final' && phase !== 'over' && <li>Afterwards it can be played as a virtual contest.</li>}
        {upsolving === 'everybody' && <li>After the end, everybody can solve the problems.</li>}
        {upsolving === 'participants' && <li>After the end, those who took part can go on solving.</li>}
        {contest.rated && (
          <li>
            It counts for{' '}
            <Link to="/ratings" className="link">
              ratings
            </Link>
            {teamSize > 1 && ', of people alone: teams are not rated'}.
          </li>
        )}
      </ul>
    </section>
  );
}

function Times({ contest }: { readonly contest: ContestDetail }) {
  const { startsAt, endsAt, late, freezesAt, timeZone, durationMinutes, teamSize, participants } = contest;
  const length = durationMinutes === null ? Date.parse(endsAt) - Date.parse(startsAt) : durationMinutes * 60_000;
  return (
    <section aria-label="Times" className="box px-5 py-4">
      <dl className="grid gap-3 text-sm">
        <Fact label={durationMinutes === null ? 'Start' : 'Open from'}>
          <Moment at={startsAt} there={timeZone} />
        </Fact>
        <Fact label={durationMinutes === null ? 'End' : 'Open until'}>
          <Moment at={endsAt} there={timeZone} />
        </Fact>
        {late !== null && (
          <Fact label="Taken late until">
            {late.until === null ? 'It is final' : <Moment at={late.until} there={timeZone} />}
          </Fact>
        )}
        {freezesAt !== null && (
          <Fact label="Standings freeze">
            <Moment at={freezesAt} there={timeZone} />
          </Fact>
        )}
        <Fact label="Length">
          {lengthWords(length)}
          {durationMinutes !== null && ', from when you begin'}
        </Fact>
        <Fact label="Takes part">
          {teamSize > 1 ? `Teams of up to ${teamSize}` : 'Everybody alone'}; {plural(participants, 'participant')}
        </Fact>
      </dl>
    </section>
  );
}

/** By the clock of whoever looks, and by that of the place where it is held, or else the one that all agree on. */
function Moment({ at, there }: { readonly at: string; readonly there: string | null }) {
  const zone = there ?? 'UTC';
  const own = `${fullDayIn(VIEWER_ZONE, at)}, ${timeIn(VIEWER_ZONE, at)}`;
  const theirs = `${fullDayIn(zone, at)}, ${timeIn(zone, at)}`;
  return (
    <time dateTime={at}>
      {own}
      {own === theirs ? (
        <span className="font-normal text-muted"> {zone}</span>
      ) : (
        <span className="block font-normal text-muted">
          {theirs} {zone}
        </span>
      )}
    </time>
  );
}
