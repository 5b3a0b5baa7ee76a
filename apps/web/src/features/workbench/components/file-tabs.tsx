import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { fileNameProblem } from '../../editor/api/draft-files.ts';
import type { Draft } from '../../editor/api/use-draft.ts';

/** The files of a draft as tabs, and what can be done with the one in front. */
export function FileTabs({ draft }: { readonly draft: Draft }) {
  const [renaming, setRenaming] = useState(false);
  const { files, active } = draft;

  function remove() {
    if (active.content === '' || window.confirm(`Remove ${active.name} and what is in it?`)) draft.remove(active.id);
  }

  return (
    <div className="flex items-stretch border-b border-line bg-paper">
      <div className="min-w-0 grow">
        {renaming ? (
          <RenameForm key={active.id} draft={draft} done={() => setRenaming(false)} />
        ) : (
          <Tabs
            compact
            label="Files"
            prefix="file"
            tabs={files.map((file) => ({
              id: file.id,
              label: <span className="font-mono text-xs">{file.name}</span>,
            }))}
            chosen={active.id}
            onChoose={draft.choose}
          />
        )}
      </div>
      {!renaming && (
        <div className="flex shrink-0 items-center gap-0.5 border-l border-line px-1">
          <Button variant="ghost" size="small" onClick={() => setRenaming(true)} aria-label={`Rename ${active.name}`}>
            <Icon name="pen" />
          </Button>
          <Button variant="ghost" size="small" onClick={remove} aria-label={`Remove ${active.name}`}>
            <Icon name="close" />
          </Button>
        </div>
      )}
    </div>
  );
}

function RenameForm({ draft, done }: { readonly draft: Draft; readonly done: () => void }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { active, files } = draft;
  const [name, setName] = useState(active.name);
  const problem = fileNameProblem(
    name,
    files.filter((file) => file.id !== active.id).map((file) => file.name),
  );

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (problem !== undefined) return;
    draft.rename(active.id, name);
    done();
  }

  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2 px-2 py-1">
      <label htmlFor={id} className="sr-only">
        New name of {active.name}
      </label>
      <input
        id={id}
        ref={field}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') done();
        }}
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={`${id}-problem`}
        autoCapitalize="none"
        spellCheck={false}
        className="field-box min-h-8! w-44 font-mono text-sm"
      />
      <Button type="submit" size="small" disabled={problem !== undefined}>
        Rename
      </Button>
      <Button variant="ghost" size="small" onClick={done}>
        Cancel
      </Button>
      <p id={`${id}-problem`} role="status" className="text-sm text-bad">
        {problem}
      </p>
    </form>
  );
}
