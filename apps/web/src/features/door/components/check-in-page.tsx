import type { ShowDetail } from '@docket/contracts/http/show';
import { scan } from '@docket/contracts/http/ticket';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { limitsOf } from '../../../lib/form-limits.ts';
import { plural } from '../../../lib/format.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { whenIn } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { ShowHeader } from '../../catalog/components/show-header.tsx';
import { showQuery } from '../../catalog/api/queries.ts';
import { checkInsQuery, useDoor, type Door } from '../api/use-door.ts';
import { REASONS } from '../reason-words.ts';
import { ScanResult } from './scan-result.tsx';
import { Scanner } from './scanner.tsx';

const route = getRouteApi('/venue/shows/$id/check-in');

export function CheckInPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="venueShow" id={id}>
      <OneDoor id={id} />
    </AtId>
  );
}

function OneDoor({ id }: { readonly id: string }) {
  const show = useQuery({ ...showQuery(id), gcTime: Infinity });
  useTitle(show.data === undefined ? 'Check in' : `Check in: ${show.data.title.name}`);
  if (show.data === undefined && isNoSuch('venueShow', show.error)) return <NoSuch kind="venueShow" />;
  return (
    <Page width="narrow" className="grid gap-5">
      <Link to="/venue/shows/$id" params={{ id }} className="link justify-self-start text-sm">
        Sales
      </Link>
      {show.data === undefined && show.isError && <Failure error={show.error} retry={() => void show.refetch()} />}
      {show.data === undefined && !show.isError && <Loading label="Loading the show" lines={8} />}
      {show.data !== undefined && <Checking key={id} show={show.data} />}
    </Page>
  );
}

function Checking({ show }: { readonly show: ShowDetail }) {
  const door = useDoor(show.showId);
  const [camera, setCamera] = useState(false);
  const { scan: send } = door;
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Result, picture and button together fill a phone.
    if (camera) stage.current?.scrollIntoView();
  }, [camera]);
  const onCode = useCallback((payload: string) => void send({ payload }), [send]);
  return (
    <>
      <ShowHeader show={show} />
      <Counts show={show} />
      <div ref={stage} className="grid scroll-mt-3 gap-5">
        <ScanResult decision={door.decision} timezone={show.city.timezone} busy={door.busy} />
        {door.error !== undefined && <Failure error={door.error} title="The scan could not be sent" />}
        <Waiting door={door} />
        {camera && <Scanner onCode={onCode} />}
        <Button
          variant={camera ? 'secondary' : 'primary'}
          className="min-h-14 text-lg"
          onClick={() => setCamera((on) => !on)}
        >
          <Icon name="camera" /> {camera ? 'Stop the camera' : 'Scan with the camera'}
        </Button>
      </div>
      <TypedNumber door={door} />
      <Field
        label="Gate"
        hint="Recorded with each entry, so you can see where a ticket was used."
        value={door.memory.gate}
        maxLength={limitsOf(scan, 'gate').maxLength}
        autoComplete="off"
        onChange={(event) => door.setGate(event.target.value)}
      />
    </>
  );
}

/** Typed or pasted: a ticket number, or all that a hand scanner reads from the code. */
function TypedNumber({ door }: { readonly door: Door }) {
  const [typed, setTyped] = useState('');
  return (
    <form
      className="flex items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const text = typed.trim();
        if (text === '') return;
        void door.scan(text.startsWith('DK') && text.includes('.') ? { payload: text } : { ticketNumber: text });
        setTyped('');
      }}
    >
      <Field
        label="Ticket number"
        className="grow"
        value={typed}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" className="min-h-11 px-6">
        Check
      </Button>
    </form>
  );
}

function Counts({ show }: { readonly show: ShowDetail }) {
  const { data } = useQuery(checkInsQuery(show.showId));
  const { timezone } = show.city;
  if (data === undefined) return null;
  const early = Date.parse(data.doorsOpenAt) > serverClock.now();
  return (
    <>
      {early && (
        <Notice tone="limit" title="The doors are not open yet">
          Tickets are taken from {whenIn(timezone, data.doorsOpenAt)}.
        </Notice>
      )}
      <dl className="flex flex-wrap gap-x-10 gap-y-3 border-y border-dashed border-edge/60 py-3">
        <Fact label="Admitted">
          <span data-testid="admitted">{data.admitted}</span>{' '}
          <span className="font-normal text-muted">of {data.sold}</span>
        </Fact>
        <Fact label="Refused scans">{data.refused.reduce((sum, { scans }) => sum + scans, 0)}</Fact>
      </dl>
    </>
  );
}

/** What the server does not know yet, and what it would have decided otherwise. */
function Waiting({ door }: { readonly door: Door }) {
  const { kept, disputes } = door.memory;
  return (
    <>
      {(!door.connected || kept.length > 0) && (
        <Notice tone="limit" title="No connection">
          <p data-testid="kept">
            Codes are checked on this device. {plural(kept.length, 'entry', 'entries')} will be sent when it is back.
          </p>
        </Notice>
      )}
      {disputes.length > 0 && (
        <Notice tone="bad" role="alert" title="Admitted here, but not valid">
          <ul>
            {disputes.map(({ seat, result }) => (
              <li key={result.nonce}>
                Seat <span className="font-mono">{seat}</span>: {REASONS[result.reason ?? 'unknown'].text}
                {result.entry?.gate != null && ` At ${result.entry.gate}.`}
              </li>
            ))}
          </ul>
          <Button size="small" className="justify-self-start" onClick={door.forgetDisputes}>
            Seen
          </Button>
        </Notice>
      )}
    </>
  );
}
