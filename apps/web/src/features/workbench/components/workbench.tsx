import type { Language } from '@docket/contracts/http/language';
import type { ProblemDetail } from '@docket/contracts/http/problem';
import { isFinal } from '@docket/contracts/judge/verdict';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { useLocalValue } from '../../../lib/local-value.ts';
import { useMedia } from '../../../lib/use-media.ts';
import { Divider } from '../../../ui/divider.tsx';
import { Button, Spinner } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Empty } from '../../../ui/states.tsx';
import { Page } from '../../../ui/page.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { useOwnCases } from '../../run/api/use-own-cases.ts';
import { useRunner } from '../../run/api/use-runner.ts';
import { ConsolePanel } from '../../run/components/console-panel.tsx';
import { useSession } from '../../../lib/session.ts';
import { useSubmission } from '../../submission/api/use-submissions.ts';
import { statusCode, statusColour } from '../../submission/verdict-look.ts';
import { useDraft } from '../../editor/api/use-draft.ts';
import { PANE_BOUNDS, panes, type Panes } from '../panes.ts';
import { CodePanel } from './code-panel.tsx';
import { ProblemText } from '../../problem/components/problem-text.tsx';
import { ResultPanel } from './result-panel.tsx';

type PanelId = 'statement' | 'code' | 'console' | 'result';
/** What is below the editor where there is room for both. */
type LowerId = 'console' | 'result';

type WorkbenchProps = {
  readonly problem: ProblemDetail;
  /** All that this installation judges; the problem may take fewer. */
  readonly languages: readonly Language[];
  /** The submission that is looked at, as the address has it. */
  readonly submissionId: string | undefined;
  readonly onSubmitted: (submissionId: string) => void;
  /** Of the contest in which submissions are to count. */
  readonly contestId?: string | undefined;
  /** Languages that the contest takes; null: all that the problem takes. */
  readonly only?: readonly string[] | null;
  /** Below the statement, given the language that is being written in. */
  readonly below?: ((language: string) => ReactNode) | undefined;
  /** Above all of it, one line high. */
  readonly bar?: ReactNode;
};

/** The workbench of a problem in the languages that are taken, or what to say where there is none. */
export function Workbench(props: WorkbenchProps) {
  const { problem, languages, only = null } = props;
  const taken = (id: string) => (problem.languages ?? [id]).includes(id) && (only ?? [id]).includes(id);
  const [first, ...others] = languages.filter(({ id }) => taken(id));
  if (first === undefined) {
    return (
      <Page className="grid gap-8">
        {props.bar}
        {languages.length === 0 ? (
          <Empty title="No judge is at work yet">
            This installation has no language it can judge. Start a worker where compilers are installed.
          </Empty>
        ) : (
          <Empty title="Nothing can be submitted here">
            This problem takes {(only ?? problem.languages)?.join(', ')} only, which nobody here judges at the moment.
          </Empty>
        )}
        <ProblemText problem={problem} />
      </Page>
    );
  }
  return <Bench {...props} languages={[first, ...others]} />;
}

type BenchProps = WorkbenchProps & { readonly languages: readonly [Language, ...Language[]] };

/** Statement, code, console and result: side by side where there is room, as tabs on a phone. */
function Bench({ problem, languages, submissionId: asked, onSubmitted: tell, contestId, below, bar }: BenchProps) {
  const router = useRouter();
  const loggedIn = useSession() !== undefined;
  // Whoever is not logged in has none to be shown, and would be refused it.
  const submissionId = loggedIn ? asked : undefined;
  const narrow = !useMedia('(width >= 64rem)');
  const [tab, setTab] = useState<PanelId>(submissionId === undefined ? 'statement' : 'result');
  const [lower, setLower] = useState<LowerId>(submissionId === undefined ? 'console' : 'result');
  const live = useSubmission(submissionId);
  const draft = useDraft(problem, languages);
  const divided = useLocalValue(panes) ?? {};
  const [whole, setWhole] = useState(false);
  const own = useOwnCases(problem.problemId);
  const runner = useRunner();

  /** A pane that is reset is as it is by itself. */
  function divide(pane: keyof Panes, value: number | undefined) {
    const { [pane]: _, ...others } = divided;
    panes.set(value === undefined ? others : { ...others, [pane]: value });
  }

  function show(id: PanelId) {
    if (id !== 'code') setWhole(false);
    setTab(id);
    if (id === 'console' || id === 'result') setLower(id);
  }

  // The submission being watched is in the address, so that a reload in mid-judging comes back to it.
  function onSubmitted(id: string) {
    show('result');
    tell(id);
  }

  function run() {
    if (!loggedIn) {
      void router.navigate({ to: '/login', search: { next: router.state.location.href } });
      return;
    }
    show('console');
    const nothing = problem.samples.length === 0 && own.cases.length === 0 && problem.function === undefined;
    if (runner.busy || own.tooManyBytes !== undefined || draft.bytes > problem.limits.codeBytes) return;
    runner.start({
      problemId: problem.problemId,
      language: draft.language.id,
      source: draft.source,
      samples: problem.samples.length > 0,
      // A program that reads nothing can be tried at once.
      own: nothing ? [{ id: 'none', name: 'No input', input: '' }] : own.cases,
    });
  }

  useRunKey(run);

  const lowerHeight =
    narrow || divided.lower === undefined ? undefined : { height: `${divided.lower}%`, flexShrink: 0 };
  const status = live.submission?.status;
  const lowerTabs = [
    {
      id: 'console' as const,
      label: (
        <>
          Console
          {runner.busy && <Spinner />}
        </>
      ),
    },
    {
      id: 'result' as const,
      label: (
        <>
          Result
          {status !== undefined && (
            <span className={cx('font-mono text-xs font-bold', statusColour(status))}>
              {isFinal(status) ? statusCode(status) : <Spinner />}
            </span>
          )}
        </>
      ),
    },
  ];
  const panel = (id: PanelId) => ({
    id: `problem-panel-${id}`,
    hidden: narrow ? tab !== id : (id === 'console' || id === 'result') && lower !== id,
    ...(narrow || id === 'console' || id === 'result'
      ? { role: 'tabpanel', 'aria-labelledby': `problem-tab-${id}` }
      : {}),
  });

  return (
    <div className="flex grow flex-col lg:h-[calc(100dvh-var(--header))] lg:grow-0">
      {bar}
      {narrow && tab !== 'statement' && <h1 className="sr-only">{problem.title}</h1>}
      {narrow && (
        <div className="sticky top-0 z-5">
          <Tabs
            label="Parts of the problem"
            prefix="problem"
            tabs={[{ id: 'statement', label: 'Statement' }, { id: 'code', label: 'Code' }, ...lowerTabs]}
            chosen={tab}
            onChoose={show}
          />
        </div>
      )}
      <div
        className="grid min-h-0 grow lg:grid-cols-[minmax(0,5fr)_auto_minmax(0,6fr)]"
        style={
          narrow || divided.statement === undefined
            ? undefined
            : { gridTemplateColumns: `minmax(0,${divided.statement}fr) auto minmax(0,${100 - divided.statement}fr)` }
        }
      >
        <div {...panel('statement')} className="min-h-0 lg:overflow-y-auto">
          <ProblemText problem={problem} />
          {below?.(draft.language.id)}
        </div>
        {!narrow && (
          <Divider
            label="Width of the statement"
            between="columns"
            value={divided.statement ?? 45}
            {...PANE_BOUNDS.statement}
            onChange={(value) => divide('statement', value)}
          />
        )}
        <div
          className={cx(
            'min-h-0 min-w-0 flex-col [--notch:var(--color-paper)]',
            narrow && tab === 'statement' ? 'hidden' : 'flex',
          )}
        >
          <div
            {...panel('code')}
            className={cx('min-h-80 grow lg:min-h-0', whole && 'fixed inset-0 z-20 min-h-0! bg-paper')}
          >
            <CodePanel
              problem={problem}
              languages={languages}
              draft={draft}
              contestId={contestId}
              onSubmitted={onSubmitted}
              running={runner.busy}
              onRun={run}
              narrow={narrow}
              whole={whole}
              onWhole={setWhole}
            />
          </div>
          {!narrow && (
            <Divider
              label="Height of console and result"
              between="rows"
              value={divided.lower ?? 42}
              {...PANE_BOUNDS.lower}
              onChange={(value) => divide('lower', value)}
            />
          )}
          {!narrow && (
            <div className="border-b border-line bg-paper px-1">
              <Tabs compact label="Below the editor" prefix="problem" tabs={lowerTabs} chosen={lower} onChoose={show} />
            </div>
          )}
          <div
            {...panel('console')}
            className={cx('min-h-0 lg:overflow-y-auto', lowerHeight === undefined && LOWER_HEIGHT.console)}
            style={lowerHeight}
          >
            {narrow && (
              <div className="border-b border-line bg-paper px-3 py-2">
                <Button className="w-full" busy={runner.busy} onClick={run}>
                  {!runner.busy && <Icon name="play" />} Run without submitting
                </Button>
              </div>
            )}
            <ConsolePanel problem={problem} draft={draft} own={own} runner={runner} start={run} />
          </div>
          <div
            {...panel('result')}
            className={cx(
              'min-h-0 lg:overflow-y-auto',
              lowerHeight === undefined && (submissionId === undefined ? LOWER_HEIGHT.result : LOWER_HEIGHT.watching),
            )}
            style={lowerHeight}
          >
            <ResultPanel
              problem={problem}
              live={live}
              watching={submissionId !== undefined}
              keep={
                own.add &&
                ((input) => {
                  own.add?.(input);
                  show('console');
                })
              }
            />
          </div>
        </div>
      </div>
    </div>
  );
}

/** Of the lower panel on a wide screen. The console keeps its height, so that typing in it does not move it. */
const LOWER_HEIGHT = {
  console: 'lg:h-[42%] lg:shrink-0',
  result: 'lg:max-h-[32%]',
  watching: 'lg:max-h-[56%] lg:shrink-0',
};

/** Ctrl or Cmd with the apostrophe, wherever the focus is. */
function useRunKey(run: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "'" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
