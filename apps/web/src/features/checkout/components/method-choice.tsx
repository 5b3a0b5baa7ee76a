import type { listPaymentMethods } from '@docket/contracts/http/payment';
import type { RouteResponse } from '@docket/contracts/http/route';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/money.ts';
import { METHOD_WORDS, wayHint } from '../../payment/payment-look.ts';

export type Way = RouteResponse<typeof listPaymentMethods>['data'][number];

export function wayKey({ method, provider }: Pick<Way, 'method' | 'provider'>): string {
  return `${provider} ${method}`;
}

type MethodChoiceProps = {
  readonly ways: readonly Way[];
  readonly chosen: Way | undefined;
  readonly currency: string;
  readonly onChoose: (way: Way) => void;
};

/** Ways to pay, each with what it costs. One that does not answer stays in its place and says so. */
export function MethodChoice({ ways, chosen, currency, onChoose }: MethodChoiceProps) {
  const several = new Set(ways.map(({ provider }) => provider)).size > 1;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-lg font-bold">How do you want to pay?</legend>
      {ways.map((way) => {
        const words = METHOD_WORDS[way.method];
        const isChosen = chosen !== undefined && wayKey(chosen) === wayKey(way);
        return (
          <label
            key={wayKey(way)}
            data-testid="way"
            data-method={way.method}
            data-available={way.available}
            className={cx(
              'grid min-h-14 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 rounded-xl border px-4 py-2.5',
              isChosen ? 'border-primary bg-accent-soft' : 'border-edge/60 bg-card',
              way.available ? 'cursor-pointer hover:bg-accent-soft/60' : 'bg-sunken text-muted',
            )}
          >
            <input
              type="radio"
              name="way"
              value={wayKey(way)}
              checked={isChosen}
              disabled={!way.available}
              onChange={() => onChoose(way)}
              className="size-5 accent-(--color-primary)"
            />
            <span className="grid">
              <span className="font-medium">
                {words.name}
                {several && <span className="font-normal text-muted"> · {way.name}</span>}
              </span>
              <span className="text-sm text-muted">
                {way.available ? wayHint(way) : 'This bank is not answering; choose another.'}
              </span>
            </span>
            <span className="text-sm tabular-nums">
              {way.feeMinor === 0 ? 'no fee' : `+ ${formatMoney(way.feeMinor, currency)}`}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
