import type { ProblemVersionSummary, VersionDiff } from '@docket/contracts/http/setter';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatBytes, plural } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Select } from '../../../ui/field.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { diffQuery } from '../api/queries.ts';

/** The versions there were, and two of them side by side. */
export function VersionsPanel({
  slug,
  versions,
}: {
  readonly slug: string;
  readonly versions: readonly ProblemVersionSummary[];
}) {
  const [newest, before] = versions;
  const [from, setFrom] = useState(before?.version ?? 1);
  const [to, setTo] = useState(newest?.version ?? 1);
  const options = versions.map(({ version }) => ({ value: String(version), label: `Version ${version}` }));
  return (
    <div className="grid grid-cols-1 gap-6">
      <RowList>
        {versions.map((one) => (
          <RowItem key={one.version} className="grid gap-x-4 gap-y-1 py-3 sm:grid-cols-[1fr_auto] sm:items-center">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">Version {one.version}</span>
              {one.current && <Badge tone="ok">In force</Badge>}
              <span className="text-sm text-muted">
                {plural(one.tests, 'test')}, by {one.importedBy ?? 'the command line'} <Ago at={one.importedAt} />
              </span>
            </p>
            <Link
              to="/admin/problems/$slug/preview/$version"
              params={{ slug, version: String(one.version) }}
              className="link text-sm"
            >
              Preview
            </Link>
          </RowItem>
        ))}
      </RowList>
      {versions.length > 1 && (
        <section aria-label="What has changed" className="grid grid-cols-1 gap-4">
          <h2 className="text-lg font-semibold">What has changed</h2>
          <div className="grid max-w-md grid-cols-2 gap-3">
            <Select label="From" value={String(from)} options={options} onChange={(value) => setFrom(Number(value))} />
            <Select label="To" value={String(to)} options={options} onChange={(value) => setTo(Number(value))} />
          </div>
          <Diff slug={slug} from={from} to={to} />
        </section>
      )}
    </div>
  );
}

function Diff({ slug, from, to }: { readonly slug: string; readonly from: number; readonly to: number }) {
  const diff = useQuery(diffQuery(slug, from, to));
  if (diff.isError) return <Failure error={diff.error} retry={() => void diff.refetch()} />;
  if (diff.data === undefined) return <Loading label="Comparing the versions" lines={5} />;
  const { facts, statements, files } = diff.data;
  if (facts.length + statements.length + files.length === 0)
    return <Empty title="They are the same">Choose two versions that differ.</Empty>;
  return (
    <div className="grid grid-cols-1 gap-5" data-testid="version-diff">
      {facts.length > 0 && (
        <dl className="box grid grid-cols-1 gap-2 px-4 py-3 text-sm">
          {facts.map(({ name, before, after }) => (
            <div key={name} className="grid gap-x-3 sm:grid-cols-[8rem_1fr]">
              <dt className="caption">{name}</dt>
              <dd className="break-words">
                <del className="text-bad">{before === '' ? 'none' : before}</del>{' '}
                <ins className="text-ok no-underline">{after === '' ? 'none' : after}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {statements.map((one) => (
        <StatementDiff key={one.language} one={one} />
      ))}
      {files.length > 0 && <Files files={files} />}
    </div>
  );
}

function StatementDiff({ one }: { readonly one: VersionDiff['statements'][number] }) {
  return (
    <figure className="min-w-0">
      <figcaption className="caption">Statement ({one.language})</figcaption>
      {one.cut && <p className="text-sm text-muted">Too much has changed to be shown side by side.</p>}
      <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken py-2 font-mono text-xs">
        {one.lines.map((line, at) => (
          <span
            key={at}
            className={cx('block px-3', line.sign === '+' && 'bg-ok/14', line.sign === '-' && 'bg-bad/14')}
          >
            {line.skipped !== undefined && <span className="block text-muted">… {plural(line.skipped, 'line')}</span>}
            {line.sign} {line.text}
          </span>
        ))}
      </pre>
    </figure>
  );
}

const CHANGES = { added: 'ok', removed: 'bad', changed: 'note' } as const;

function Files({ files }: { readonly files: VersionDiff['files'] }) {
  return (
    <ul aria-label="Files" className="box grid grid-cols-1 divide-y divide-line text-sm">
      {files.map(({ path, change, before, after }) => (
        <li key={path} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
          <Badge tone={CHANGES[change]}>{change}</Badge>
          <span className="min-w-0 font-mono text-xs break-all">{path}</span>
          <span className="text-muted tabular-nums">
            {[before, after].flatMap((size) => (size === null ? [] : [formatBytes(size)])).join(' → ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
