import { getRoomDraw } from '@docket/contracts/http/waiting-room';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';

const route = getRouteApi('/shows/$id/draw');
/** Entrants listed here; the API has all. */
const LISTED = 200;

/** The draw of a waiting room, for those who want to check it. */
export function DrawPage() {
  useTitle('The draw');
  const { id } = route.useParams();
  return (
    <AtId kind="show" id={id}>
      <Draw id={id} />
    </AtId>
  );
}

function Draw({ id }: { readonly id: string }) {
  const draw = useQuery({
    queryKey: ['room', id, 'draw'],
    queryFn: ({ signal }) => docket.call(getRoomDraw, { params: { id }, query: { limit: LISTED }, signal }),
  });
  if (draw.isError && isNoSuch('show', draw.error)) return <NoSuch kind="show" />;
  return (
    <Page width="text" className="grid gap-5 [&>:first-child]:mb-0">
      <PageTitle>The draw</PageTitle>
      <p>
        <Link to="/shows/$id/room" params={{ id }} className="link">
          To the waiting room
        </Link>
      </p>
      {draw.isPending && <Loading label="Loading the draw" />}
      {draw.isError && <Failure error={draw.error} retry={() => void draw.refetch()} />}
      {draw.data !== undefined && (
        <>
          <dl className="grid gap-3 text-sm">
            <Long label="Commitment (SHA-256 of the seed), published before the opening">{draw.data.commitment}</Long>
            <Long label="Seed">{draw.data.seed ?? 'revealed at the opening'}</Long>
            <Long label="SHA-256 of all entrants, in ascending order">
              {draw.data.entrantsDigest ?? 'known when the list is closed'}
            </Long>
            <Long label="Rule">{draw.data.rule}</Long>
            <Long label="Entrants">{draw.data.total.toLocaleString('en')}</Long>
          </dl>
          {draw.data.drawnAt !== null && <Check showId={id} />}
          {draw.data.entrants.length > 0 && (
            <ol aria-label="Places" className="grid gap-0.5 font-mono text-xs sm:grid-cols-2">
              {draw.data.entrants.map((entrant, index) => (
                <li key={entrant} className="flex gap-3">
                  <span className="w-10 shrink-0 text-right text-muted">{draw.data.from + index}</span>
                  <span className="break-all">{entrant}</span>
                </li>
              ))}
            </ol>
          )}
          {draw.data.total > draw.data.entrants.length && draw.data.drawnAt !== null && (
            <p className="text-sm text-muted">
              The first {draw.data.entrants.length} places; <code className="font-mono">GET /shows/{id}/room/draw</code>{' '}
              has all.
            </p>
          )}
        </>
      )}
    </Page>
  );
}

/** Computes the places again, in this browser, from nothing but what was published. */
function Check({ showId }: { readonly showId: string }) {
  const check = useMutation({
    mutationFn: async () => {
      const { readWholeDraw, verifyDraw } = await import('@docket/client/waiting-room-draw');
      return verifyDraw(await readWholeDraw((query) => docket.call(getRoomDraw, { params: { id: showId }, query })));
    },
  });
  return (
    <div className="grid justify-items-start gap-3">
      <Button busy={check.isPending} onClick={() => !check.isPending && check.mutate()}>
        Compute it again here
      </Button>
      <div role="status" className="w-full empty:hidden" data-testid="draw-check" data-ok={check.data?.ok}>
        {check.data !== undefined && (
          <Notice
            tone={check.data.ok ? 'ok' : 'bad'}
            title={check.data.ok ? 'Everybody’s place is the one that was drawn' : 'This draw does not hold'}
          >
            <ul className="grid gap-1">
              {check.data.checks.map((one) => (
                <li key={one.what} className="flex items-center gap-2">
                  <Icon name={one.ok ? 'check' : 'close'} className={one.ok ? 'text-ok' : 'text-bad'} />
                  {one.what}
                  {!one.ok && <strong>: no</strong>}
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
      {check.isError && <Failure error={check.error} />}
    </div>
  );
}

function Long({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <div>
      <dt className="caption">{label}</dt>
      <dd className="font-mono break-all">{children}</dd>
    </div>
  );
}
