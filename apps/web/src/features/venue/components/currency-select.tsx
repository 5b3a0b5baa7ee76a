import { CURRENCIES } from '@docket/contracts/money/currency';
import { Select } from '../../../ui/field.tsx';

const NAMES = new Intl.DisplayNames('en', { type: 'currency' });
const OPTIONS = [
  { value: '', label: 'Choose one' },
  ...CURRENCIES.map((code) => ({ value: code, label: `${code}, ${NAMES.of(code) ?? code}` })),
];

type CurrencySelectProps = {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (currency: string) => void;
};

/** Any currency that money is paid in; none is chosen where the value is empty. */
export function CurrencySelect(props: CurrencySelectProps) {
  return <Select label="Currency" required options={OPTIONS} {...props} />;
}
