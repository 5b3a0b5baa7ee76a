import type { NextStep, Payment } from '@docket/contracts/http/payment';
import { formatMoney } from '../../../lib/money.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Fact } from '../../../ui/page.tsx';
import { QrCode } from '../../../ui/qr-code.tsx';
import { isByHand } from '../../payment/payment-look.ts';
import { payWindow } from '../pay-window.ts';

type NextWayProps = { readonly payment: Payment; readonly next: NextStep };

/** How the buyer goes on: at the bank’s page, with an app, or by a transfer. */
export function NextWay({ payment, next }: NextWayProps) {
  return (
    <>
      {next.qr !== null && <Upi uri={next.qr} amount={formatMoney(payment.amountMinor, payment.currency)} />}
      {next.transferTo !== null && <Transfer payment={payment} to={next.transferTo} />}
      {next.redirectUrl !== null && <AtTheBank url={next.redirectUrl} isOnlyWay={next.qr === null} />}
    </>
  );
}

/** The window may have been closed, or may never have opened. */
function AtTheBank({ url, isOnlyWay }: { readonly url: string; readonly isOnlyWay: boolean }) {
  return (
    <Button
      variant={isOnlyWay ? 'primary' : 'secondary'}
      className="min-h-12 justify-self-start px-6"
      onClick={() => {
        payWindow.open();
        if (!payWindow.lead(url)) window.location.assign(url);
      }}
    >
      Go to the bank’s page
    </Button>
  );
}

function Upi({ uri, amount }: { readonly uri: string; readonly amount: string }) {
  return (
    <div className="box grid justify-items-center gap-4 p-5 sm:grid-cols-[auto_minmax(0,1fr)] sm:justify-items-start sm:p-6">
      <QrCode text={uri} label={`UPI code to pay ${amount}`} className="w-52 rounded-lg border border-line" />
      <div className="grid content-center gap-3 max-sm:justify-items-center max-sm:text-center">
        <p>
          Scan the code with any UPI app and approve <strong>{amount}</strong> there.
        </p>
        <a
          href={uri}
          className={buttonClass('primary', 'normal', 'min-h-12 justify-self-start max-sm:justify-self-center')}
        >
          Open in a UPI app
        </a>
      </div>
    </div>
  );
}

type TransferProps = { readonly payment: Payment; readonly to: NonNullable<NextStep['transferTo']> };

function Transfer({ payment, to }: TransferProps) {
  const facts = [
    ['Account name', to.name],
    ['Account number', to.accountNumber],
    ['IFSC', to.ifsc],
    ['IBAN', to.iban],
    ['Reference', to.reference],
  ] as const;
  return (
    <div className="box grid gap-4 p-5 sm:p-6" data-testid="transfer">
      <p>
        Transfer exactly <strong className="tabular-nums">{formatMoney(payment.amountMinor, payment.currency)}</strong>{' '}
        to this account.{' '}
        {isByHand(payment)
          ? 'Write the reference on the transfer: by it we know that it is yours.'
          : 'It is for this payment only.'}
      </p>
      <dl className="grid gap-3 sm:grid-cols-2">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <Fact key={label} label={label} className={value.length > 20 ? 'sm:col-span-2' : ''}>
              <span className="flex flex-wrap items-center gap-x-2">
                <span className="font-mono break-all">{value}</span>
                <CopyButton text={value} what={label.toLowerCase()} />
              </span>
            </Fact>
          ))}
      </dl>
    </div>
  );
}
