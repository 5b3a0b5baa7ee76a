import type { ContestDetail } from '@docket/contracts/http/contest';
import { decideSimilarPair, type getSimilarPair, type PairDecision } from '@docket/contracts/http/contest-similarity';
import type { RouteResponse } from '@docket/contracts/http/route';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useRef } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { similarPairQuery, similarPairsQuery } from '../api/similarity.ts';
import { fragmentsByLine } from '../fragment-lines.ts';
import { TextArea } from '../../../ui/text-area.tsx';

type Pair = RouteResponse<typeof getSimilarPair>;
export const DECISIONS: Readonly<Record<PairDecision, string>> = { open: 'Open', cleared: 'Cleared', copied: 'Copied' };

type PanelProps = {
  readonly contest: ContestDetail;
  readonly reportId: string;
  readonly pairId: string;
  readonly onClose: () => void;
};

/** Two programs beside each other. A press on a fragment shows where it stands in the other one. */
export function SimilarPairPanel({ contest, reportId, pairId, onClose }: PanelProps) {
  const pair = useQuery(similarPairQuery(contest.slug, reportId, pairId));
  return (
    <section aria-label="Side by side" className="box grid grid-cols-1 gap-4 px-4 py-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">
          {pair.data === undefined ? 'Side by side' : `${Math.round(pair.data.overlap * 100)}% of both in common`}
        </h2>
        <Button size="small" className="ml-auto" onClick={onClose}>
          Close
        </Button>
      </div>
      {pair.isPending && <Loading label="Loading both programs" lines={8} />}
      {pair.isError && <Failure error={pair.error} retry={() => void pair.refetch()} />}
      {pair.data !== undefined && (
        <>
          <Sides pair={pair.data} />
          <Decide contest={contest} reportId={reportId} pair={pair.data} />
        </>
      )}
    </section>
  );
}

const GROUNDS = ['bg-note/15', 'bg-limit/20', 'bg-ok/15', 'bg-bad/12', 'bg-crash/15'] as const;

function Sides({ pair }: { readonly pair: Pair }) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const sides = useMemo(() => {
    const [left, right] = fragmentsByLine(pair.fragments);
    return [
      { side: 'left', name: pair.left.participant, lines: pair.leftText.split('\n'), of: left },
      { side: 'right', name: pair.right.participant, lines: pair.rightText.split('\n'), of: right },
    ] as const;
  }, [pair]);
  const show = (side: 'left' | 'right', fragment: number) => {
    const there = box.current?.querySelector<HTMLElement>(`[data-place="${side} ${fragment}"]`);
    there?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    there?.focus({ preventScroll: true });
  };
  return (
    <div ref={box} className="grid gap-3 lg:grid-cols-2">
      {sides.map(({ side, name, lines, of }) => (
        <section
          key={side}
          aria-labelledby={`${id}-${side}`}
          className="min-w-0 overflow-hidden rounded-lg border border-line bg-card"
        >
          <h3 id={`${id}-${side}`} className="caption border-b border-line px-3 py-1.5 wrap-anywhere normal-case">
            {name}
          </h3>
          <div
            className="max-h-[32rem] overflow-auto -outline-offset-2!"
            tabIndex={0}
            role="group"
            aria-label={`Code of ${name}`}
          >
            <table className="w-full border-collapse font-mono text-xs leading-relaxed">
              <tbody>
                {lines.map((text, at) => {
                  const fragment = of.get(at + 1);
                  const first = fragment !== undefined && of.get(at) !== fragment;
                  const other = side === 'left' ? 'right' : 'left';
                  return (
                    <tr key={at} className={cx(fragment !== undefined && GROUNDS[fragment % GROUNDS.length])}>
                      <td className="w-10 px-2 text-right text-muted select-none">{at + 1}</td>
                      <td className="w-8 px-0.5 align-top">
                        {first && (
                          <button
                            type="button"
                            data-place={`${side} ${fragment}`}
                            data-testid={`fragment-${side}`}
                            className="min-h-5 min-w-6 rounded font-sans font-semibold text-link hover:bg-sunken"
                            aria-label={`Fragment ${fragment + 1}: show it in the other program`}
                            onClick={() => show(other, fragment)}
                          >
                            {fragment + 1}
                          </button>
                        )}
                      </td>
                      <td className="px-2 whitespace-pre">{text}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </div>
  );
}

const CHOICES = (['open', 'cleared', 'copied'] as const).map((value) => ({ value, label: DECISIONS[value] }));

type DecideProps = { readonly contest: ContestDetail; readonly reportId: string; readonly pair: Pair };

function Decide({ contest, reportId, pair }: DecideProps) {
  const queryClient = useQueryClient();
  const { pairId } = pair;
  const form = useForm({
    initial: { decision: pair.decision, note: pair.note ?? '' },
    schema: decideSimilarPair.body,
    send: (body) => docket.call(decideSimilarPair, { params: { id: contest.slug, reportId, pairId }, body }),
    // Put into what is held: to read it again would be another look at it.
    onDone: (decided) => {
      toast('ok', 'The decision is saved');
      queryClient.setQueryData(similarPairQuery(contest.slug, reportId, pairId).queryKey, (held) =>
        held === undefined ? held : { ...held, ...decided },
      );
      queryClient.setQueryData(similarPairsQuery(contest.slug, reportId).queryKey, (held) =>
        held === undefined
          ? held
          : {
              ...held,
              pages: held.pages.map((page) => ({
                ...page,
                data: page.data.map((one) => (one.pairId === pairId ? decided : one)),
              })),
            },
      );
    },
  });
  const { draft, set } = form;
  return (
    <form {...form.props} className="grid gap-3 sm:grid-cols-[16rem_minmax(0,1fr)]" aria-label="Decision">
      <Segmented
        label="What you made of it"
        options={CHOICES}
        value={draft.decision}
        onChange={(decision) => set({ decision })}
      />
      <TextArea
        label="Note (optional)"
        rows={2}
        {...form.bind('note')}
        required={false}
        value={draft.note}
        onChange={(note) => set({ note })}
      />
      {form.failure !== null && (
        <div className="sm:col-span-2">
          <Failure error={form.failure} />
        </div>
      )}
      <div className="sm:col-span-2">
        <Button {...form.button}>Save the decision</Button>
      </div>
    </form>
  );
}
