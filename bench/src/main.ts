import { parseArgs } from 'node:util';

type Options = { readonly backends: readonly ('docker' | 'bubblewrap')[] };
type Figure = { readonly run: (options: Options) => Promise<void> };

/** One headline figure per file in `figures/`. */
const figures: Readonly<Record<string, () => Promise<Figure>>> = {
  'verdict-latency': () => import('./figures/verdict-latency.ts'),
  'judge-throughput': () => import('./figures/judge-throughput.ts'),
  'per-test-overhead': () => import('./figures/per-test-overhead.ts'),
  'box-rate': () => import('./figures/box-rate.ts'),
  'box-cpp-job': () => import('./figures/box-cpp-job.ts'),
  'metering-accuracy': () => import('./figures/box-metering.ts'),
  'backend-parity': () => import('./figures/backend-parity.ts'),
  'show-search': () => import('./figures/show-search.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sandbox: { type: 'string', default: 'bubblewrap' } },
});
const backends = (values.sandbox === 'both' ? ['bubblewrap', 'docker'] : [values.sandbox]).filter(
  (each) => each === 'bubblewrap' || each === 'docker',
);
const figure = figures[positionals[0] ?? ''];
if (figure === undefined || backends.length === 0) {
  console.error(
    `Usage: npm run bench -- NAME [--sandbox bubblewrap|docker|both]\nFigures: ${Object.keys(figures).join(', ')}`,
  );
  process.exit(2);
}
await (await figure()).run({ backends });
