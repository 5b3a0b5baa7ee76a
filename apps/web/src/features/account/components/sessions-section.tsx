import type { SessionSummary } from '@docket/contracts/http/account';
import { useQuery } from '@tanstack/react-query';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { sessionsQuery, useEndSessions } from '../api/queries.ts';
import { deviceOf, placeOf } from '@docket/contracts/text/device';
import { Section } from './section.tsx';

/** Where somebody is logged in, and how it ends. */
export function SessionsSection() {
  const sessions = useQuery(sessionsQuery());
  const end = useEndSessions();
  const others = sessions.data?.some(({ current }) => !current) === true;
  return (
    <Section
      title="Where you are logged in"
      hint="A login lasts 30 days. One that you do not know is not yours: end it and change your password."
    >
      {sessions.isPending && <Loading label="Loading sessions" lines={2} />}
      {sessions.isError && <Failure error={sessions.error} retry={() => void sessions.refetch()} />}
      {sessions.data !== undefined && (
        <ul className="grid divide-y divide-line">
          {sessions.data.map((one) => (
            <SessionRow
              key={one.sessionId}
              session={one}
              busy={end.isPending && end.variables === one.sessionId}
              end={() => end.mutate(one.sessionId)}
            />
          ))}
        </ul>
      )}
      {end.error !== null && <Failure error={end.error} />}
      {others && (
        <Button
          className="justify-self-start"
          busy={end.isPending && end.variables === undefined}
          onClick={() => end.mutate(undefined)}
        >
          Log out everywhere else
        </Button>
      )}
    </Section>
  );
}

const WAYS = { password: 'by password', passkey: 'by passkey', provider: 'with a linked login' } as const;

type RowProps = { readonly session: SessionSummary; readonly busy: boolean; readonly end: () => void };

function SessionRow({ session, busy, end }: RowProps) {
  const device = deviceOf(session.userAgent);
  return (
    <li
      data-testid="session"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5 first:pt-0 last:pb-0"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium break-words">
          {device} {session.current && <Badge tone="ok">this one</Badge>}
        </p>
        <p className="text-sm text-muted">
          {placeOf(session.address)}, {WAYS[session.way ?? 'password']}, last seen{' '}
          <Ago at={session.seenAt ?? session.createdAt} />
        </p>
      </div>
      {!session.current && (
        <Button size="small" busy={busy} aria-label={`Log out ${device}`} onClick={end}>
          Log out
        </Button>
      )}
    </li>
  );
}
