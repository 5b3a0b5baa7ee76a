import { importProblem } from '@docket/contracts/http/problem';
import { useId, useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { parseBody } from '../../../lib/form-errors.ts';
import { filled } from '../../../lib/given.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { useImports } from '../api/use-imports.ts';
import { ImportItem } from './import-item.tsx';

/** Problem packages in, by dropping or choosing them. */
export function ImportPage() {
  useTitle('Import problems');
  const { imports, add, again, forget } = useImports();
  const [slug, setSlug] = useState('');
  const [publish, setPublish] = useState<'later' | 'checked'>('later');
  const parsed = parseBody(importProblem.query, filled({ slug }));
  const error = 'errors' in parsed ? parsed.errors['slug'] : undefined;
  return (
    <Page width="text" className="grid gap-6 [&>:first-child]:mb-0">
      <PageTitle>Import problems</PageTitle>
      <DropZone
        disabled={error !== undefined}
        onFiles={(files) => {
          add(files, { slug, publish });
          setSlug('');
        }}
      />
      <Field
        label="Short name (optional)"
        hint="In the problem’s address. By default the name in the package, or the file’s. The name of a problem that exists makes a new version of it."
        value={slug}
        autoCapitalize="none"
        spellCheck={false}
        error={error}
        onChange={(event) => setSlug(event.target.value)}
      />
      <Segmented
        label="When it was checked"
        value={publish}
        onChange={setPublish}
        options={[
          { value: 'later', label: 'I publish it' },
          { value: 'checked', label: 'Publish it if all is well' },
        ]}
      />
      {imports.length > 0 && (
        <ul aria-label="Imports" className="grid gap-4">
          {imports.map((one) => (
            <ImportItem key={one.id} one={one} again={() => again(one.id)} forget={() => forget(one.id)} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function DropZone({
  disabled,
  onFiles,
}: {
  readonly disabled: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);

  function take(list: FileList | null) {
    const files = [...(list ?? [])];
    if (files.length > 0 && !disabled) onFiles(files);
  }

  return (
    <div
      className={cx(
        'relative grid justify-items-center gap-2 rounded-2xl border-2 border-dashed px-6 py-12 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-link',
        over ? 'border-primary bg-primary/10' : 'border-edge bg-card hover:bg-sunken/60',
        disabled && 'opacity-55',
      )}
    >
      <Icon name="upload" className="size-8 text-muted" />
      <label htmlFor={id} className="text-lg font-semibold">
        Drop problem packages here
      </label>
      <p className="text-muted">
        or <span className="link">choose files</span>: ICPC or Kattis packages, as zip archives
      </p>
      {/* Lies over all of it: a file input takes what is dropped on it by itself. */}
      <input
        id={id}
        type="file"
        accept=".zip,.kpp,application/zip"
        multiple
        disabled={disabled}
        className="absolute inset-0 cursor-pointer opacity-0 disabled:cursor-not-allowed"
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
        onChange={(event) => {
          take(event.target.files);
          // So that the same file can be chosen again after it was mended.
          event.target.value = '';
        }}
      />
    </div>
  );
}
