import type { listPaymentMethods } from '@docket/contracts/http/payment';
import type { RouteResponse } from '@docket/contracts/http/route';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/money.ts';
import { METHOD_WORDS, wayHint } from '../../payment/payment-look.ts';

export type Way = RouteResponse<typeof listPaymentMethods>['data'][number];

export function wayKey({ method, provider }: Pick<Way, 'method' | 'provider'>): string {
  return `${provider} ${method}`;
}

/** Is it the wallet, with less in it than is owed? @param purse what is in it, where that is known; minor units as `amount` */
export function isShort({ method }: Pick<Way, 'method'>, purse: number | undefined, amount: number): boolean {
  return method === 'wallet' && purse !== undefined && purse < amount;
}

type MethodChoiceProps = {
  readonly ways: readonly Way[];
  readonly chosen: Way | undefined;
  readonly owed: { readonly amount: number; readonly currency: string };
  readonly purse: number | undefined;
  readonly onChoose: (way: Way) => void;
};

function hintOf(way: Way, purse: number | undefined, { amount, currency }: MethodChoiceProps['owed']): string {
  if (!way.available) return 'This bank is not answering; choose another.';
  if (way.method !== 'wallet' || purse === undefined) return wayHint(way);
  const there = `You have ${formatMoney(purse, currency)}`;
  return isShort(way, purse, amount) ? `${there}, which is not enough` : there;
}

/** Ways to pay, each with what it costs. One that does not answer stays in its place and says so. */
export function MethodChoice({ ways, chosen, owed, purse, onChoose }: MethodChoiceProps) {
  // The wallet is named by what it is; of the others it says whose they are where that can be chosen.
  const several = new Set(ways.flatMap(({ method, provider }) => (method === 'wallet' ? [] : [provider]))).size > 1;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-lg font-bold">How do you want to pay?</legend>
      {ways.map((way) => {
        const words = METHOD_WORDS[way.method];
        const short = isShort(way, purse, owed.amount);
        const isOpen = way.available && !short;
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
              isOpen ? 'cursor-pointer hover:bg-accent-soft/60' : 'bg-sunken text-muted',
            )}
          >
            <input
              type="radio"
              name="way"
              value={wayKey(way)}
              checked={isChosen}
              disabled={!isOpen}
              onChange={() => onChoose(way)}
              className="size-5 accent-(--color-primary)"
            />
            <span className="grid">
              <span className="font-medium">
                {words.name}
                {several && way.method !== 'wallet' && <span className="font-normal text-muted"> · {way.name}</span>}
              </span>
              <span className="text-sm text-muted">{hintOf(way, purse, owed)}</span>
            </span>
            <span className="text-sm tabular-nums">
              {way.feeMinor === 0 ? 'no fee' : `+ ${formatMoney(way.feeMinor, owed.currency)}`}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
