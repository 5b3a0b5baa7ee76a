import type { Language } from '@docket/contracts/http/language';
import type { ProblemDetail } from '@docket/contracts/http/problem';
import { DocketApiError } from '@docket/client/errors';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useRouter } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';
import { useAct } from '../../../lib/use-act.ts';
import { formatBytes, formatVersion } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Failure } from '../../../ui/states.tsx';
import { DraftConflict } from '../../editor/components/draft-conflict.tsx';
import { LazyEditor } from '../../editor/components/lazy-editor.tsx';
import { SettingsMenu } from '../../editor/components/settings-menu.tsx';
import { useSession } from '../../../lib/session.ts';
import { SUBMISSION_LISTS } from '../../submission/api/queries.ts';
import type { Draft } from '../../editor/api/use-draft.ts';
import { CodeActions } from './code-actions.tsx';
import { EditorStatus } from './editor-status.tsx';
import { FileTabs } from './file-tabs.tsx';
import { LanguagePicker } from './language-picker.tsx';

type CodePanelProps = {
  readonly problem: ProblemDetail;
  readonly languages: readonly [Language, ...Language[]];
  readonly draft: Draft;
  readonly contestId: string | undefined;
  readonly onSubmitted: (submissionId: string) => void;
  readonly running: boolean;
  readonly onRun: () => void;
  /** On a phone the ways on are at the foot of the screen, below the thumb. */
  readonly narrow: boolean;
  /** The editor has the whole window. */
  readonly whole: boolean;
  readonly onWhole: (whole: boolean) => void;
};

/** The editor with its language choice, and the two ways on: try the code, or hand it in. */
export function CodePanel(props: CodePanelProps) {
  const { problem, languages, draft, contestId, onSubmitted, running, onRun, narrow, whole, onWhole } = props;
  const session = useSession();
  const router = useRouter();
  const queryClient = useQueryClient();
  const here = useLocation({ select: (location) => location.href });
  const submit = useAct({
    intent: 'submit',
    act: (body: Parameters<typeof docket.submit>[0], idempotencyKey) => docket.submit(body, { idempotencyKey }),
    onSuccess: ({ submissionId }) => {
      onSubmitted(submissionId);
      void queryClient.invalidateQueries({ queryKey: SUBMISSION_LISTS });
    },
    onError: (error) => {
      if (error instanceof DocketApiError && error.code === 'unauthenticated') toLogin();
    },
  });

  function toLogin() {
    void router.navigate({ to: '/login', search: { next: here } });
  }

  const tooLong = draft.bytes > problem.limits.codeBytes;
  function hand() {
    if (submit.isPending || tooLong) return;
    if (session === undefined) toLogin();
    else {
      submit.mutate({
        problemId: problem.problemId,
        language: draft.language.id,
        ...given({ contestId }),
        ...draft.source,
      });
    }
  }

  const actions = (
    <CodeActions
      tooLong={tooLong}
      running={running}
      onRun={onRun}
      submitting={submit.isPending}
      onSubmit={hand}
      wide={narrow}
    />
  );

  return (
    <div className="flex h-full min-h-[calc(100dvh-var(--header)-var(--bottom-bar)-2.75rem)] flex-col lg:min-h-0">
      <div className="flex flex-wrap items-center gap-2 border-b border-line bg-paper px-3 py-2">
        <LanguagePicker languages={languages} chosen={draft.language} onChoose={draft.chooseLanguage} />
        <p className="hidden min-w-0 truncate text-xs text-muted xl:block" title={draft.language.version}>
          {formatVersion(draft.language.version)}
        </p>
        <div className="ml-auto flex items-center gap-1.5">
          <Button
            variant="ghost"
            size="small"
            disabled={draft.addFile === undefined}
            onClick={draft.addFile}
            aria-label="Add a file"
            title="Add a file"
          >
            <Icon name="plus" />
          </Button>
          <Button
            variant="ghost"
            size="small"
            disabled={!draft.changed}
            onClick={() => window.confirm('Replace your code with the template?') && draft.reset()}
            aria-label="Reset to the template"
            title="Reset to the template"
          >
            <Icon name="reset" />
          </Button>
          <SettingsMenu />
          <Button
            variant="ghost"
            size="small"
            aria-pressed={whole}
            onClick={() => onWhole(!whole)}
            aria-label="Fill the window with the editor"
            title={whole ? 'Back to the statement' : 'Fill the window with the editor'}
          >
            <Icon name={whole ? 'close' : 'whole'} />
          </Button>
          {!narrow && actions}
        </div>
      </div>
      <DraftConflict draft={draft} />
      {draft.files.length > 1 && <FileTabs draft={draft} />}
      {submit.isError && (
        <div className="border-b border-line p-3">
          <Failure error={submit.error} retry={hand} title="Your code was not submitted" />
        </div>
      )}
      {tooLong && (
        <p role="alert" className="border-b border-line bg-bad/6 px-3 py-2 text-sm">
          The code has {formatBytes(draft.bytes)}; at most {formatBytes(problem.limits.codeBytes)} are judged.
        </p>
      )}
      <div className="relative min-h-0 grow bg-card max-lg:min-h-[24rem]">
        {draft.files.map((file) => (
          // All stay there, so that each keeps its history and its place.
          <div
            key={`${problem.problemId}/${draft.language.id}/${file.id}`}
            className="absolute inset-0"
            hidden={file.id !== draft.active.id}
            {...(draft.files.length > 1
              ? { role: 'tabpanel', id: `file-panel-${file.id}`, 'aria-labelledby': `file-tab-${file.id}` }
              : {})}
          >
            <LazyEditor
              value={file.content}
              mode={draft.language.editorMode}
              label={
                draft.files.length > 1
                  ? `Code of ${file.name} in ${draft.language.name}`
                  : `Code in ${draft.language.name}`
              }
              describedBy="editor-help"
              onChange={(content) => draft.setContent(file.id, content)}
              onSubmit={hand}
            />
          </div>
        ))}
      </div>
      <EditorStatus draft={draft} />
      {narrow && <div className="sticky bottom-(--bottom-bar) z-5 border-t border-line bg-paper p-2">{actions}</div>}
      <p id="editor-help" className="sr-only">
        Tab indents. To leave the editor with the keyboard, press Escape and then Tab. Control and Enter, or Command and
        Enter, submit. Control and apostrophe, or Command and apostrophe, run without submitting.
      </p>
    </div>
  );
}
