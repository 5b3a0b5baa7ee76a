import type { BookingDetail } from '@docket/contracts/http/booking';
import { formatMoney } from '../../../lib/money.ts';
import type { PriceNames } from '../api/price-names.ts';

type PriceLinesProps = {
  readonly booking: Pick<BookingDetail, 'lines' | 'voucher' | 'discountMinor'>;
  readonly currency: string;
  readonly names: PriceNames;
};

/** Rows of a table: each seat with what it costs, and what a voucher took off. */
export function PriceLines({ booking: { lines, voucher, discountMinor }, currency, names }: PriceLinesProps) {
  return (
    <>
      {lines.map((line) => (
        <tr key={line.label}>
          <th scope="row" className="py-0.5 text-left font-normal">
            <span className="font-mono">{line.label}</span>{' '}
            <span className="text-muted">
              {[names.zone(line.zone), names.priceClass(line.class)?.name].filter(Boolean).join(', ')}
            </span>
          </th>
          <td className="text-right whitespace-nowrap tabular-nums">{formatMoney(line.priceMinor, currency)}</td>
        </tr>
      ))}
      {voucher !== null && (
        <tr data-testid="voucher">
          <th scope="row" className="py-0.5 text-left font-normal">
            Voucher <span className="font-mono break-all">{voucher}</span>
          </th>
          {/* One that only opens a price takes nothing off. */}
          <td className="text-right whitespace-nowrap tabular-nums">
            {discountMinor > 0 && formatMoney(-discountMinor, currency)}
          </td>
        </tr>
      )}
    </>
  );
}
