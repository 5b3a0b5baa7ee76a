import { Counter, Histogram, type Registry } from '@docket/runtime/metrics';

/** What became of a call. */
export type Outcome =
  | 'stored'
  | 'missing'
  | 'wrong'
  | 'stale'
  | 'unknown_provider'
  | 'address'
  | 'too_large'
  | 'cut_off'
  | 'not_stored';

export type Figures = {
  /** @param provider as it is known here; `unknown` for any other, so that nobody makes labels up @param ms from the last byte of the request */
  readonly call: (provider: string, outcome: Outcome, ms: number) => void;
  readonly batch: (size: number, added: number) => void;
};

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createFigures(metrics: Registry): Figures {
  const registers = [metrics];
  const calls = new Counter({
    name: 'webhook_calls_total',
    help: 'Calls of providers: those stored, and why the others were not',
    labelNames: ['provider', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'webhook_seconds',
    help: 'From the last byte of a call to the answer to it',
    labelNames: ['provider'],
    buckets: SECONDS,
    registers,
  });
  const repeated = new Counter({
    name: 'webhook_repeated_total',
    help: 'Events that were stored before',
    registers,
  });
  const batch = new Histogram({
    name: 'webhook_batch_size',
    help: 'Events stored with one statement',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers,
  });
  return {
    call(provider, outcome, ms) {
      calls.inc({ provider, outcome });
      seconds.observe({ provider }, ms / 1_000);
    },
    batch(size, added) {
      batch.observe(size);
      repeated.inc(size - added);
    },
  };
}
