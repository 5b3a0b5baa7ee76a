import type { WorkerStatus } from '@docket/contracts/http/queue';
import { cx } from '../../../lib/class-names.ts';
import { formatBytes, formatMs, formatShare, plural, sentence } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Fact } from '../../../ui/page.tsx';
import type { Tone } from '../../../ui/tone.ts';
import { Calibration } from './worker-calibration.tsx';

/** One worker as it last reported itself. */
export function WorkerCard({ worker }: { readonly worker: WorkerStatus }) {
  return (
    <li
      data-testid="worker"
      className={cx('rounded-2xl border border-line', worker.alive ? 'bg-card' : 'border-dashed')}
      aria-label={`Worker ${worker.workerId}`}
    >
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3 px-5 py-4">
        <div className="min-w-0 grow">
          <h3 className="font-mono text-sm font-bold break-all">{worker.workerId}</h3>
          <p className="text-sm text-muted">
            on {worker.host}, {worker.alive ? 'started' : 'last seen'}{' '}
            <Ago at={worker.alive ? worker.startedAt : worker.seenAt} />
          </p>
        </div>
        <State worker={worker} />
        {worker.alive && <Slots busy={worker.busy} slots={worker.slots} />}
      </div>
      {worker.outOfRotation !== null && worker.alive && (
        <Notice tone="bad" role="alert" className="mx-5 mb-4" title="Out of rotation">
          <p>{sentence(worker.outOfRotation)}</p>
        </Notice>
      )}
      {worker.alive && <Details worker={worker} />}
    </li>
  );
}

/** What it reported of itself; of a worker that is gone it is worth nothing any more. */
function Details({ worker }: { readonly worker: WorkerStatus }) {
  const { sandbox, throughput, versions, compileCache } = worker;
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 border-t border-dashed border-edge/60 px-5 py-4 text-sm sm:grid-cols-3 lg:grid-cols-5">
        <Fact label="Sandbox">{sandbox.backend}</Fact>
        <Fact label="Isolation" className="min-w-0 break-words">
          {sandbox.isolation ?? '–'}
        </Fact>
        <Fact label="Metering">{sandbox.metering ?? '–'}</Fact>
        <Fact label="Canary">
          <Canary canary={sandbox.canary} />
        </Fact>
        <Fact label="Boxes">
          {sandbox.boxes === null || sandbox.boxes.length === 0
            ? '–'
            : sandbox.boxes.map((box) => (
                <span key={box.trust} className="block">
                  {box.busy}/{box.open} <span className="font-normal text-muted">{box.trust}</span>
                </span>
              ))}
        </Fact>
        <Fact label="Done in 1·5·15 min">
          {throughput.m1} · {throughput.m5} · {throughput.m15}
        </Fact>
        <Fact label="Average task">{formatMs(worker.averageMs)}</Fact>
        <Fact label="Compile cache">
          {compileCache === null ? (
            '–'
          ) : (
            <>
              {formatShare(share(compileCache.hits, compileCache.misses))}{' '}
              <span className="font-normal text-muted">hit, {formatBytes(compileCache.bytes)}</span>
            </>
          )}
        </Fact>
        <Fact label="CPU limits">
          <Calibration worker={worker} />
        </Fact>
        <Fact label="Cores">
          {worker.cores === null ? '–' : [...new Set(worker.cores.bySlot)].sort((a, b) => a - b).join(', ')}
          {worker.cores !== null && worker.cores.shared > 0 && (
            <span className="block font-normal text-limit">shared with {plural(worker.cores.shared, 'slot')}</span>
          )}
        </Fact>
        <Fact label="Docket">{versions.docket ?? '–'}</Fact>
        <Fact label="Node">{versions.node ?? '–'}</Fact>
      </dl>
      <details className="border-t border-line px-5 py-2.5 text-sm">
        <summary className="w-fit text-muted hover:text-ink">{plural(worker.languages.length, 'language')}</summary>
        <ul className="grid gap-x-6 gap-y-1 pt-2 pb-1 sm:grid-cols-2 lg:grid-cols-3">
          {worker.languages.map((language) => (
            <li key={language.id} className="flex min-w-0 gap-2">
              <span className="font-mono font-bold">{language.id}</span>
              <span className="truncate text-muted" title={language.version}>
                {language.version}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function State({ worker }: { readonly worker: WorkerStatus }) {
  const [text, tone] = stateOf(worker);
  return (
    <Badge tone={tone} className="min-w-20 uppercase">
      {text}
    </Badge>
  );
}

function stateOf(worker: WorkerStatus): readonly [text: string, tone: Tone] {
  if (!worker.alive) return ['lost', 'muted'];
  if (worker.outOfRotation !== null) return ['out', 'bad'];
  return worker.busy > 0 ? ['working', 'ok'] : ['idle', 'note'];
}

/** A square per slot, filled while something runs in it. */
function Slots({ busy, slots }: { readonly busy: number; readonly slots: number }) {
  return (
    <div className="flex items-center gap-2" role="img" aria-label={`${busy} of ${plural(slots, 'slot')} busy`}>
      <span className="flex flex-wrap gap-1">
        {Array.from({ length: slots }, (_, index) => (
          <span
            key={index}
            className={cx(
              'h-6 w-3 rounded-sm border transition-colors',
              index < busy ? 'border-primary bg-primary' : 'border-edge/70',
            )}
          />
        ))}
      </span>
      <span className="text-sm text-muted tabular-nums">
        {busy}/{slots}
      </span>
    </div>
  );
}

function Canary({ canary }: { readonly canary: WorkerStatus['sandbox']['canary'] }) {
  if (canary === null) return '–';
  if (canary.state === 'failed') {
    return <span className="break-words text-bad">not caught: {canary.failing.join(', ')}</span>;
  }
  return (
    <span className={canary.state === 'passed' ? 'text-ok' : undefined}>
      {canary.state === 'passed' ? 'all caught' : 'at it'}
      {canary.at !== null && (
        <span className="font-normal text-muted">
          {' '}
          <Ago at={canary.at} />
        </span>
      )}
    </span>
  );
}

function share(hits: number, misses: number): number | null {
  return hits + misses === 0 ? null : hits / (hits + misses);
}
