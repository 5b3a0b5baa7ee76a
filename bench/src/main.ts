import { parseArgs } from 'node:util';

type Options = {
  readonly backends: readonly ('docker' | 'bubblewrap')[];
  readonly minutes: number;
  /** A run to try it with, of this share of the size (1 for a figure that counts): bookings, watchers or rounds. */
  readonly share: number;
  /** seat-storm: through the API as well. */
  readonly http: boolean;
  /** booking-rate, payments: a folder for CPU profiles of the services. */
  readonly profile: string | undefined;
};
type Figure = { readonly run: (options: Options) => Promise<void> };

/** One headline figure per file in `figures/`. */
const figures: Readonly<Record<string, () => Promise<Figure>>> = {
  'verdict-latency': () => import('./figures/verdict-latency.ts'),
  'judge-throughput': () => import('./figures/judge-throughput.ts'),
  'worker-scaling': () => import('./figures/worker-scaling.ts'),
  'per-test-overhead': () => import('./figures/per-test-overhead.ts'),
  'function-overhead': () => import('./figures/function-overhead.ts'),
  'large-inputs': () => import('./figures/large-inputs.ts'),
  'lone-submission': () => import('./figures/lone-submission.ts'),

  'box-rate': () => import('./figures/box-rate.ts'),
  'box-cpp-job': () => import('./figures/box-cpp-job.ts'),
  'metering-accuracy': () => import('./figures/box-metering.ts'),
  'backend-parity': () => import('./figures/backend-parity.ts'),
  'show-search': () => import('./figures/show-search.ts'),
  'hotel-search': () => import('./figures/hotel-search.ts'),
  ledger: () => import('./figures/ledger.ts'),
  'relay-backlog': () => import('./figures/relay-backlog.ts'),
  'compare-rate': () => import('./figures/compare-rate.ts'),
  'contest-fold': () => import('./figures/contest-fold.ts'),
  'contest-ratings': () => import('./figures/contest-ratings.ts'),
  'contest-start': () => import('./figures/contest-start.ts'),
  'contest-board': () => import('./figures/contest-board.ts'),
  'contest-virtual': () => import('./figures/contest-virtual.ts'),
  similarity: () => import('./figures/similarity.ts'),
  'cached-compile': () => import('./figures/cached-compile.ts'),
  'runner-memory': () => import('./figures/runner-memory.ts'),
  'seat-storm': () => import('./figures/seat-storm.ts'),
  'booking-rate': () => import('./figures/booking-rate.ts'),
  'seat-map-fanout': () => import('./figures/seat-map-fanout.ts'),
  'gateway-costs': () => import('./figures/gateway-costs.ts'),
  'idle-memory': () => import('./figures/idle-memory.ts'),
  'waiting-room': () => import('./figures/waiting-room.ts'),
  webhooks: () => import('./figures/webhooks.ts'),
  payments: () => import('./figures/payments.ts'),
  withdrawals: () => import('./figures/withdrawals.ts'),
  soak: () => import('./figures/soak.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sandbox: { type: 'string', default: 'bubblewrap' },
    minutes: { type: 'string', default: '30' },
    http: { type: 'boolean', default: false },
    profile: { type: 'string' },
    share: { type: 'string', default: '1' },
  },
});
const backends = (values.sandbox === 'both' ? ['bubblewrap', 'docker'] : [values.sandbox]).filter(
  (each) => each === 'bubblewrap' || each === 'docker',
);
const minutes = Number(values.minutes);
const share = Number(values.share);
const figure = figures[positionals[0] ?? ''];
if (figure === undefined || backends.length === 0 || !(minutes > 0) || !(share > 0)) {
  console.error(
    `Usage: npm run bench -- NAME [--sandbox bubblewrap|docker|both] [--minutes N (soak)] [--share 0.1 (bookings, seats, people)] [--http (seat-storm)] [--profile FOLDER (booking-rate, payments)]\nFigures: ${Object.keys(figures).join(', ')}`,
  );
  process.exit(2);
}
await (await figure()).run({ backends, minutes, share, http: values.http, profile: values.profile });
