import type { Language } from '@docket/contracts/http/languages';
import type { ProblemDetail } from '@docket/contracts/http/problems';
import { DocketApiError } from '@docket/client/errors';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useRouter } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { formatBytes, formatVersion } from '../../../lib/format.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Failure } from '../../../ui/states.tsx';
import { LazyEditor } from '../../editor/components/lazy-editor.tsx';
import { useSession } from '../../session/api/session.ts';
import { SUBMISSION_LISTS } from '../../submissions/api/queries.ts';
import { useDraft } from '../api/use-draft.ts';

type CodePanelProps = {
  readonly problem: ProblemDetail;
  readonly languages: readonly [Language, ...Language[]];
  readonly onSubmitted: (submissionId: string) => void;
};

const COMMAND_KEY = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** The editor with its language choice, and the way to hand the code in. */
export function CodePanel({ problem, languages, onSubmitted }: CodePanelProps) {
  const session = useSession();
  const router = useRouter();
  const queryClient = useQueryClient();
  const here = useLocation({ select: (location) => location.href });
  const draft = useDraft(problem.problemId, languages);
  const submit = useMutation({
    mutationFn: () => docket.submit({ problemId: problem.problemId, language: draft.language.id, code: draft.code }),
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

  const bytes = new TextEncoder().encode(draft.code).length;
  const tooLong = bytes > problem.limits.codeBytes;
  function hand() {
    if (submit.isPending || tooLong) return;
    if (session === undefined) toLogin();
    else submit.mutate();
  }

  return (
    <div className="flex h-full min-h-[calc(100dvh-6.5rem)] flex-col lg:min-h-0">
      <div className="flex flex-wrap items-center gap-2 border-b border-line bg-paper px-3 py-2">
        <Select
          quiet
          label="Language"
          className="max-w-44 min-w-0"
          value={draft.language.id}
          options={languages.map((language) => ({ value: language.id, label: language.name }))}
          onChange={draft.chooseLanguage}
        />
        <p className="hidden min-w-0 truncate text-xs text-muted xl:block" title={draft.language.version}>
          {formatVersion(draft.language.version)}
        </p>
        <div className="ml-auto flex items-center gap-2">
          <Button
            variant="ghost"
            size="small"
            disabled={!draft.changed}
            onClick={() => window.confirm('Replace your code by the template?') && draft.reset()}
            aria-label="Reset to the template"
            title="Reset to the template"
          >
            <Icon name="reset" />
          </Button>
          {session === undefined ? (
            <Link to="/login" search={{ next: here }} className={buttonClass('primary')}>
              Log in to submit
            </Link>
          ) : (
            <Button
              variant="primary"
              busy={submit.isPending}
              disabled={tooLong}
              onClick={hand}
              aria-keyshortcuts="Control+Enter Meta+Enter"
            >
              Submit
              <kbd aria-hidden="true" className="hidden font-mono text-xs opacity-75 md:inline">
                {COMMAND_KEY} ↵
              </kbd>
            </Button>
          )}
        </div>
      </div>
      {submit.isError && (
        <div className="border-b border-line p-3">
          <Failure error={submit.error} retry={hand} title="Your code was not handed in" />
        </div>
      )}
      {tooLong && (
        <p role="alert" className="border-b border-line bg-bad/6 px-3 py-2 text-sm">
          The code has {formatBytes(bytes)}; at most {formatBytes(problem.limits.codeBytes)} are judged.
        </p>
      )}
      <div className="relative min-h-0 grow bg-card max-lg:min-h-[24rem]">
        <div className="absolute inset-0">
          <LazyEditor
            key={`${problem.problemId}/${draft.language.id}`}
            value={draft.code}
            mode={draft.language.editorMode}
            label={`Code in ${draft.language.name}`}
            describedBy="editor-help"
            onChange={draft.setCode}
            onSubmit={hand}
          />
        </div>
      </div>
      <p id="editor-help" className="sr-only">
        Tab indents. To leave the editor with the keyboard, press Escape and then Tab. Control and Enter, or Command and
        Enter, submit.
      </p>
    </div>
  );
}
