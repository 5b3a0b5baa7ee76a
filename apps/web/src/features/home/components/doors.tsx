import { Link } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { Icon } from '../../../ui/icons.tsx';

const DOOR =
  'box group relative grid content-between gap-6 overflow-hidden p-5 hover:border-primary sm:grid-cols-[1fr_auto] sm:p-6';
const GO =
  'mt-3 inline-flex items-center gap-1.5 font-semibold text-link after:absolute after:inset-0 group-hover:underline';

/** The parts of the product, each as what it is. */
export function Doors() {
  return (
    <div className="grid gap-4 lg:grid-cols-2 xl:grid-cols-3">
      <section aria-labelledby="practise" className={DOOR}>
        <div>
          <h2 id="practise" className="text-xl font-bold">
            Practise
          </h2>
          <p className="mt-1 max-w-md text-lg text-muted">
            Solve programming problems in the browser. Every test’s verdict, time and memory appears as it is judged.
          </p>
          <Link to="/problems" className={GO}>
            Browse the problems <Icon name="arrow" />
          </Link>
        </div>
        <Tests />
      </section>
      <section aria-labelledby="book" className={DOOR}>
        <div>
          <h2 id="book" className="text-xl font-bold">
            Book
          </h2>
          <p className="mt-1 max-w-md text-lg text-muted">
            Choose seats on a live map of the hall. They are held for you while you decide, and nobody else can take
            them.
          </p>
          <Link to="/shows" className={GO}>
            See what’s on <Icon name="arrow" />
          </Link>
        </div>
        <Hall />
      </section>
      <section aria-labelledby="travel" className={cx(DOOR, 'lg:max-xl:col-span-2')}>
        <div>
          <h2 id="travel" className="text-xl font-bold">
            Travel
          </h2>
          <p className="mt-1 max-w-md text-lg text-muted">
            Find a room on a map, see how its price comes about, and what it costs to change your mind.
          </p>
          <Link to="/stays" className={GO}>
            Find a stay <Icon name="arrow" />
          </Link>
        </div>
        <Street />
      </section>
    </div>
  );
}

const TESTS = ['AC', 'AC', 'AC', 'AC', 'AC', 'WA', 'AC', 'AC', '·', '', '', ''] as const;
const TEST_TONE: Partial<Record<(typeof TESTS)[number], string>> = { AC: 'text-ok', WA: 'text-bad', '·': 'text-link' };

/** A judging half way through; decoration. */
function Tests() {
  return (
    <div
      aria-hidden="true"
      className="grid grid-cols-[repeat(4,max-content)] content-center gap-1.5 self-center select-none max-sm:hidden"
    >
      {TESTS.map((verdict, index) => (
        <span
          key={index}
          className={cx(
            'grid h-9 w-11 place-items-center rounded-md border font-mono text-xs font-semibold',
            TEST_TONE[verdict] === undefined
              ? 'border-dashed border-edge/60'
              : cx('border-current bg-current/10', TEST_TONE[verdict]),
            verdict === '·' && 'animate-pulse-soft',
          )}
        >
          {verdict}
        </span>
      ))}
    </div>
  );
}

const HOUSES = [44, 62, 52] as const;

/** Where one could stay; decoration. */
function Street() {
  return (
    <svg viewBox="0 0 132 96" aria-hidden="true" className="w-36 self-center select-none max-sm:hidden">
      {HOUSES.map((height, index) => (
        <g key={height} transform={`translate(${4 + index * 42} ${94 - height})`}>
          <path
            className={index === 1 ? 'fill-primary stroke-primary' : 'fill-card stroke-edge'}
            d={`M0 ${height}V16L19 0 38 16V${height}Z`}
          />
          {[0, 1, 2, 3].map((pane) => (
            <rect
              key={pane}
              className={index === 1 ? 'fill-on-primary' : 'fill-line'}
              x={9 + (pane % 2) * 12}
              y={20 + Math.floor(pane / 2) * 12}
              width="8"
              height="8"
              rx="1"
            />
          ))}
        </g>
      ))}
      <path className="stroke-edge" d="M0 94.500h132" />
    </svg>
  );
}

const ROWS = ['001100', '011000', '0122110', '00110100'] as const;

/** A hall while it sells; decoration. */
function Hall() {
  return (
    <div aria-hidden="true" className="grid justify-items-center gap-1.5 self-center select-none max-sm:hidden">
      <span className="mb-1 h-1 w-24 rounded-full bg-edge/50" />
      {ROWS.map((row) => (
        <span key={row} className="flex gap-1.5">
          {[...row].map((seat, index) => (
            <span
              key={index}
              className={cx(
                'size-4.5 rounded-t-md rounded-b-sm border',
                seat === '0' && 'border-edge/70 bg-card',
                seat === '1' && 'border-line bg-sunken',
                seat === '2' && 'border-primary bg-primary',
              )}
            />
          ))}
        </span>
      ))}
    </div>
  );
}
