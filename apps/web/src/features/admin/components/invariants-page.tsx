import { getAdminInvariants, type Invariant } from '@docket/contracts/http/invariants';
import { useQuery } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { formatMs, plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import type { Tone } from '../../../ui/tone.ts';
import { OnlyAdmins } from './only-admins.tsx';

/** What must always hold, recomputed from the rows on request. */
export function InvariantsPage() {
  useTitle('Invariants');
  return (
    <OnlyAdmins>
      <Checks />
    </OnlyAdmins>
  );
}

function Checks() {
  const report = useQuery({
    queryKey: ['admin', 'invariants'],
    queryFn: ({ signal }) => docket.call(getAdminInvariants, { signal }),
    // They read a lot: only when somebody asks.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const broken = report.data?.invariants.filter((one) => !one.ok) ?? [];
  return (
    <Page className="grid gap-5 [&>:first-child]:mb-0">
      <PageTitle
        aside={
          <Button busy={report.isFetching} onClick={() => !report.isFetching && void report.refetch()}>
            <Icon name="reset" /> Run again
          </Button>
        }
      >
        Invariants
      </PageTitle>
      {report.isError && <Failure error={report.error} retry={() => void report.refetch()} />}
      {report.isPending && <Loading label="Recomputing" lines={10} />}
      {report.data !== undefined && (
        <>
          <Notice
            tone={report.data.ok ? 'ok' : 'bad'}
            role="status"
            title={titleOf(report.data.invariants, broken.length)}
          >
            <p>
              Recomputed from the rows <Ago at={report.data.at} />, in{' '}
              {formatMs(report.data.invariants.reduce((sum, one) => sum + one.ms, 0))}.
            </p>
          </Notice>
          <RowList aria-label="Invariants">
            {[...broken, ...report.data.invariants.filter((one) => one.ok)].map((one) => (
              <Line key={one.name} one={one} />
            ))}
          </RowList>
        </>
      )}
    </Page>
  );
}

function toneOf({ asked, ok }: Invariant): Tone {
  if (!asked) return 'muted';
  return ok ? 'ok' : 'bad';
}

function wordOf({ asked, ok, violations }: Invariant): string {
  if (!asked) return 'Not asked';
  return ok ? 'OK' : plural(violations, 'violation');
}

/** Whether all that could be asked for holds. */
function titleOf(all: readonly Invariant[], broken: number): string {
  if (broken > 0) return `${plural(broken, 'invariant')} of ${all.length} broken`;
  const asked = all.filter((one) => one.asked).length;
  return asked === all.length
    ? `All ${all.length} hold`
    : `${asked} of ${all.length} hold; the rest could not be asked for`;
}

function Line({ one }: { readonly one: Invariant }) {
  return (
    <RowItem data-testid="invariant" data-ok={one.ok} className="grid-cols-[1fr_auto] gap-x-4">
      <div className="min-w-0">
        <p className="font-mono text-sm font-semibold break-words">{one.name}</p>
        <p className="text-sm text-muted">{one.checks}</p>
        {one.note !== null && <p className="text-sm break-words">{one.note}</p>}
      </div>
      <div className="grid content-start justify-items-end gap-1 text-sm">
        <Badge tone={toneOf(one)}>{wordOf(one)}</Badge>
        <span className="text-muted tabular-nums">{formatMs(one.ms)}</span>
      </div>
      {one.examples.length > 0 && (
        <pre
          tabIndex={0}
          aria-label={`Examples against ${one.name}`}
          className="col-span-full overflow-x-auto rounded-lg bg-sunken p-3 font-mono text-xs"
        >
          {one.examples.map((example) => JSON.stringify(example)).join('\n')}
        </pre>
      )}
    </RowItem>
  );
}
