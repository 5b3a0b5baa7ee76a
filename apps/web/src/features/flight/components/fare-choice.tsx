import type { FareFamily } from '@docket/contracts/flight/flight';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/money.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Empty } from '../../../ui/states.tsx';
import { familyLines } from '../flight-words.ts';

type FareChoiceProps = {
  /** What all flights together cost in each, the cheapest first. */
  readonly totals: readonly { readonly family: string; readonly totalMinor: number }[];
  readonly families: readonly FareFamily[];
  readonly currency: string;
  readonly onChoose: (family: string) => void;
};

/** Fares side by side: what each includes and allows, and what it costs. */
export function FareChoice({ totals, families, currency, onChoose }: FareChoiceProps) {
  const shown = totals.flatMap(({ family, totalMinor }) => {
    const known = families.find(({ code }) => code === family);
    return known === undefined ? [] : [{ family: known, totalMinor }];
  });
  const [cheapest] = shown;
  if (cheapest === undefined)
    return <Empty title="These flights are not sold in one fare">Choose others for one of the directions.</Empty>;
  return (
    <ul aria-label="Fares" className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
      {shown.map(({ family, totalMinor }) => (
        <li
          key={family.code}
          className="box grid content-between gap-4 p-5"
          data-testid="fare"
          data-family={family.code}
        >
          <div className="grid gap-3">
            <h2 className="text-lg font-bold">{family.name}</h2>
            <FamilyTerms family={family} currency={currency} />
          </div>
          <div className="grid gap-2 border-t border-line pt-4">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="text-xl font-bold tabular-nums" data-testid="fare-total">
                {formatMoney(totalMinor, currency)}
              </span>
              {totalMinor > cheapest.totalMinor && (
                <span className="text-sm text-muted tabular-nums">
                  +{formatMoney(totalMinor - cheapest.totalMinor, currency)}
                </span>
              )}
            </p>
            <Button
              variant="primary"
              className="min-h-11"
              aria-label={`Choose ${family.name}, ${formatMoney(totalMinor, currency)}`}
              onClick={() => onChoose(family.code)}
            >
              Choose {family.name}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What a fare includes and allows. */
export function FamilyTerms({ family, currency }: { readonly family: FareFamily; readonly currency: string }) {
  return (
    <dl className="grid gap-1.5 text-sm">
      {familyLines(family, currency).map(({ what, says, good }) => (
        <div key={what} className="grid grid-cols-[1.25rem_6rem_minmax(0,1fr)] items-baseline">
          <Icon name={good ? 'check' : 'minus'} className={cx('self-center', good ? 'text-ok' : 'text-muted')} />
          <dt className="text-muted">{what}</dt>
          <dd className={good ? '' : 'text-muted'}>{says}</dd>
        </div>
      ))}
    </dl>
  );
}
