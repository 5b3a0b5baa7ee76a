import type { FlightPrice } from '@docket/contracts/flight/flight';
import { formatMoney } from '../../../lib/money.ts';
import { StoryTable } from '../../hotel/components/price-story.tsx';
import { linesOf } from '../../hotel/price-story.ts';
import { PASSENGER_WORDS } from '../flight-words.ts';

/** How the price of flights came about, over all passengers, and what each kind of them pays. */
export function FlightPriceStory({ price }: { readonly price: FlightPrice }) {
  const { currency, passengers, totalMinor } = price;
  const lines = linesOf(
    passengers.flatMap(({ count, steps }) => steps.map((step) => ({ ...step, amountMinor: step.amountMinor * count }))),
  );
  const people = passengers.reduce((sum, { count }) => sum + count, 0);
  return (
    <StoryTable
      lines={lines}
      total={people === 1 ? 'Total' : `Total for ${people} passengers`}
      totalMinor={totalMinor}
      currency={currency}
    >
      {people > 1 && (
        <table className="w-full border-t border-line text-sm">
          <caption className="sr-only">Each passenger, with taxes</caption>
          <tbody>
            {passengers.map(({ kind, count, eachMinor }) => (
              <tr key={kind}>
                <th scope="row" className="pt-1.5 text-left font-normal text-muted">
                  {PASSENGER_WORDS[kind].word}, with taxes
                </th>
                <td className="pt-1.5 text-right text-muted tabular-nums">
                  {count > 1 && `${count} × `}
                  {formatMoney(eachMinor, currency)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </StoryTable>
  );
}
