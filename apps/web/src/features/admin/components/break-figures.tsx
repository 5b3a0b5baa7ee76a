import { fetchStatements, statementProvider, type getBreakFigures } from '@docket/contracts/http/reconciliation';
import type { RouteResponse } from '@docket/contracts/http/route';
import { ageBucket, breakType } from '@docket/contracts/reconciliation/break';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Ago } from '../../../ui/ago.tsx';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { BREAKS, breakFiguresQuery } from '../api/breaks.ts';
import { AGE_WORDS, BREAK_LOOKS } from '../break-look.ts';

type Figures = RouteResponse<typeof getBreakFigures>;

/** How old what is open is, and how far the bank's statements are read. */
export function BreakFigures() {
  const figures = useQuery(breakFiguresQuery());
  if (figures.data === undefined) {
    if (figures.isError) return <Failure error={figures.error} retry={() => void figures.refetch()} />;
    return <Loading label="Counting breaks" lines={4} />;
  }
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <AgeChart open={figures.data.open} />
      <Feeds figures={figures.data} />
    </div>
  );
}

function AgeChart({ open }: Pick<Figures, 'open'>) {
  const total = open.reduce((sum, { count }) => sum + count, 0);
  const bars = ageBucket.options.map((age) => {
    const of = open.filter((each) => each.age === age);
    const types = breakType.options.flatMap((type) => {
      const count = of.filter((each) => each.type === type).reduce((sum, each) => sum + each.count, 0);
      return count === 0 ? [] : [`${BREAK_LOOKS[type].word.toLowerCase()} ${count}`];
    });
    return {
      key: age,
      label: AGE_WORDS[age],
      value: of.reduce((sum, { count }) => sum + count, 0),
      note: types.length === 0 ? undefined : types.join(', '),
    };
  });
  return (
    <BarChart
      title="Open breaks by age"
      summary={`${plural(total, 'open break')}: ${bars.map(({ label, value }) => `${label} ${value}`).join(', ')}`}
      aside={`${total} open`}
      bars={bars}
      columns={['Age', 'Breaks']}
      format={String}
      ends={[AGE_WORDS.hour, AGE_WORDS.older]}
      widest={6}
    />
  );
}

function Feeds({ figures: { feeds, fetches, matched } }: { readonly figures: Figures }) {
  return (
    <section aria-labelledby="feeds" className="box grid content-start gap-3 px-4 py-3 text-sm">
      <h2 id="feeds" className="font-semibold">
        Statements
      </h2>
      <p className="text-muted">{plural(matched, 'entry', 'entries')} of the bank found in our books.</p>
      {feeds.map(({ provider, currency, account, coveredUntil }) => (
        <p key={`${provider} ${currency}`} className="break-words">
          {provider}, {currency}
          {account !== null && <span className="text-muted"> · {account}</span>}
          <span className="block text-muted">
            {coveredUntil === null ? (
              'not read to the end yet'
            ) : (
              <>
                read up to <Ago at={coveredUntil} />
              </>
            )}
          </span>
        </p>
      ))}
      {fetches.length === 0 && <p>No bank is asked for statements here; upload one below.</p>}
      {fetches.map((each) => (
        <Fetch key={each.provider} fetch={each} />
      ))}
    </section>
  );
}

function Fetch({ fetch: { provider, fetchedAt, failure } }: { readonly fetch: Figures['fetches'][number] }) {
  const queryClient = useQueryClient();
  const now = useAct({
    act: async () => docket.call(fetchStatements, { query: { provider: statementProvider.parse(provider) } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: BREAKS }),
  });
  return (
    <div className="grid gap-2">
      {failure !== null && (
        <Notice tone="bad" role="status" title="The last fetch failed">
          <p className="break-words">{failure}</p>
        </Notice>
      )}
      <p className="flex flex-wrap items-center justify-between gap-3">
        <span>
          {fetchedAt === null ? (
            'Never fetched'
          ) : (
            <>
              Fetched <Ago at={fetchedAt} />
            </>
          )}
        </span>
        <Button size="small" busy={now.isPending} onClick={() => !now.isPending && now.mutate()}>
          Fetch now
        </Button>
      </p>
      {now.isSuccess && <p role="status">A worker fetches them in a moment.</p>}
      {now.isError && <Failure error={now.error} />}
    </div>
  );
}
