import { useState } from 'react';
import { Ago } from '../../../ui/ago.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import type { SentFile } from '../api/draft-sync.ts';
import type { Draft } from '../api/use-draft.ts';
import { CodeView } from './code-view.tsx';

/** The same code was changed here and elsewhere: shows both, and has the person choose. Nothing is lost until then. */
export function DraftConflict({ draft }: { readonly draft: Draft }) {
  const theirs = draft.sync?.theirs;
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  if (theirs === undefined) return null;
  const decide = (side: 'mine' | 'theirs') => {
    setBusy(true);
    void draft.sync?.decide(side).finally(() => setBusy(false));
  };
  return (
    <div
      role="alert"
      data-testid="draft-conflict"
      className="grid gap-3 border-b border-limit/50 bg-limit/8 p-3 text-sm"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Icon name="alert" className="text-limit" />
        <p className="min-w-40 grow basis-0">
          This code was also changed on another device, <Ago at={theirs.updatedAt} />.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide the other' : 'Compare'}
          </Button>
          <Button size="small" busy={busy} onClick={() => decide('mine')}>
            Keep this one
          </Button>
          <Button size="small" busy={busy} onClick={() => decide('theirs')}>
            Take the other
          </Button>
        </div>
      </div>
      {open && (
        <div className="grid max-h-80 gap-3 overflow-y-auto md:grid-cols-2">
          <Side title="This one" files={draft.files} mode={draft.language.editorMode} />
          <Side title="The other" files={theirs.files} mode={draft.language.editorMode} />
        </div>
      )}
    </div>
  );
}

type SideProps = { readonly title: string; readonly files: readonly SentFile[]; readonly mode: string };

function Side({ title, files, mode }: SideProps) {
  return (
    <div className="grid min-w-0 content-start gap-2">
      <p className="caption">{title}</p>
      {files.length === 0 && <p className="text-muted">The template, unchanged.</p>}
      {files.map((file) => (
        <div key={file.name} className="min-w-0 overflow-hidden rounded-lg border border-line bg-card">
          {files.length > 1 && <p className="border-b border-line px-4 py-1 font-mono text-xs">{file.name}</p>}
          <CodeView code={file.content} mode={mode} label={`${title}: ${file.name}`} />
        </div>
      ))}
    </div>
  );
}
