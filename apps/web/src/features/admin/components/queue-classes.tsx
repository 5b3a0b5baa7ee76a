import type { QueueState } from '@docket/contracts/http/queue';
import { cx } from '../../../lib/class-names.ts';
import { Fact } from '../../../ui/page.tsx';
import type { Depths } from '../api/use-depths.ts';
import { CLASS_LABELS, formatAge } from '../look.ts';
import { Sparkline } from './sparkline.tsx';

type QueueClassesProps = { readonly classes: QueueState['classes']; readonly depths: Depths };

/** The classes in the order in which they are served. */
export function QueueClasses({ classes, depths }: QueueClassesProps) {
  return (
    <section aria-labelledby="classes" className="grid gap-3">
      <h2 id="classes" className="text-lg font-bold">
        Classes, the most urgent first
      </h2>
      <ol className="divide-y divide-line overflow-hidden box">
        {classes.map((one) => (
          <li
            key={one.class}
            data-testid="queue-class"
            data-class={one.class}
            className="grid gap-x-6 gap-y-3 px-4 py-4 sm:px-5 lg:grid-cols-[13rem_1fr_11rem] lg:items-center"
          >
            <div>
              <h3 className="font-semibold">{CLASS_LABELS[one.class].name}</h3>
              <p className="text-sm text-muted">{CLASS_LABELS[one.class].about}</p>
            </div>
            <dl className="grid grid-cols-3 gap-x-3 gap-y-2 sm:grid-cols-[repeat(4,minmax(0,1fr))_9rem]">
              <Fact label="Waiting" className={cx(one.waiting === 0 && 'text-muted')}>
                <span data-testid="waiting">{one.waiting}</span>
              </Fact>
              <Fact label="Running" className={cx(one.running === 0 && 'text-muted')}>
                {one.running}
              </Fact>
              <Fact label="Users" className={cx(one.users === 0 && 'text-muted')}>
                {one.users}
              </Fact>
              <Fact label="Oldest">{formatAge(one.oldestWaitingSeconds)}</Fact>
              <Fact label="Done in 1·5·15 min" className="max-sm:col-span-2">
                {one.throughput.m1} · {one.throughput.m5} · {one.throughput.m15}
              </Fact>
            </dl>
            <Sparkline values={depths.get(one.class) ?? []} label={`Waiting in ${CLASS_LABELS[one.class].name}`} />
          </li>
        ))}
      </ol>
    </section>
  );
}
