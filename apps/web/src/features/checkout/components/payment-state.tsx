import { cancelPayment, type Payment } from '@docket/contracts/http/payment';
import { useMutation } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { docket } from '../../../lib/docket.ts';
import { formatMoney } from '../../../lib/money.ts';
import { Button, buttonClass, Spinner } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { Icon, type IconName } from '../../../ui/icons.tsx';
import { Failure } from '../../../ui/states.tsx';
import { failureWords, isByHand, lastAttempt } from '../../payment/payment-look.ts';
import { payWindow } from '../pay-window.ts';
import { PAID_WORDS, type PaidFor } from '../paid-for.ts';
import { NextWay } from './next-way.tsx';

type PaymentStateProps = {
  readonly payment: Payment;
  /** What it is for; undefined for money that is paid in, and while it is read. */
  readonly paidFor?: PaidFor | undefined;
  readonly takeIn: (payment: Payment) => void;
};

/** Where a payment stands and what can be done now. Changes by itself. */
export function PaymentState({ payment, paidFor, takeIn }: PaymentStateProps) {
  const [isLeaving, setLeaving] = useState(false);
  // Whoever asked for another way gets the choice itself, once nothing of this one can come any more.
  if (isLeaving && payment.status === 'CANCELLED') {
    if (payment.kind === 'deposit') return <Navigate to="/wallet" replace />;
    if (paidFor?.heldUntil != null) return <Navigate {...paidFor.checkout} replace />;
  }
  return (
    <div data-testid="payment-state" data-status={payment.status} className="grid gap-4">
      <Now payment={payment} paidFor={paidFor} takeIn={takeIn} onLeave={() => setLeaving(true)} />
    </div>
  );
}

type NowProps = PaymentStateProps & { readonly onLeave: () => void };

function Now({ payment, paidFor, takeIn, onLeave }: NowProps) {
  const words = PAID_WORDS[payment.kind];
  const amount = formatMoney(payment.amountMinor, payment.currency);
  switch (payment.status) {
    case 'CREATED':
    case 'PENDING':
      return (
        <>
          <div className="flex items-end justify-between gap-4 max-sm:flex-col max-sm:items-start max-sm:gap-2">
            <Headline mark={<Spinner />} title={`Waiting for ${amount}`}>
              {isByHand(payment)
                ? 'This page changes by itself when we have found your transfer. Until the time is over all is kept for you, and you can close this page.'
                : 'This page changes by itself as soon as the bank tells us. You can close it and come back.'}
            </Headline>
            {payment.deadline !== null && (
              <Countdown until={payment.deadline} urgentBelow={60} className="font-mono text-4xl font-semibold" />
            )}
          </div>
          {payment.next !== null && <NextWay payment={payment} next={payment.next} />}
          <GiveUp payment={payment} takeIn={takeIn} onLeave={onLeave} />
        </>
      );
    case 'UNKNOWN':
      return (
        <Headline icon="clock" tone="text-limit" title="The bank has not told us yet">
          We keep asking how your payment of {amount} ended. Please don’t pay again yet. If it went through,{' '}
          {words.through}; if it didn’t, no money is lost and you can try again.
        </Headline>
      );
    case 'CONFLICTED':
      return (
        <Headline icon="alert" tone="text-limit" title="Another amount came than was asked for">
          {payment.note ?? 'Somebody looks at it, and you hear from us. Please do not pay again.'}
        </Headline>
      );
    case 'CAPTURED':
      return (
        <Headline mark={<Spinner />} title="Your money is here">
          {words.captured}
        </Headline>
      );
    case 'DELIVERED':
    case 'PARTLY_REFUNDED':
      return (
        <>
          <Headline icon="check" tone="text-ok" title={`Paid ${amount}`}>
            {payment.note ?? words.delivered}
          </Headline>
          <Ways payment={payment} paidFor={paidFor} />
        </>
      );
    case 'REFUNDING':
    case 'REFUNDED':
      return (
        <>
          <Headline
            icon="reset"
            title={payment.status === 'REFUNDED' ? 'Your money went back' : 'Your money is on its way back'}
          >
            {payment.note ?? 'It goes back to where it came from.'}
          </Headline>
          <Receipt payment={payment} />
        </>
      );
    case 'FAILED':
    case 'CANCELLED':
      return (
        <>
          <Headline
            icon="close"
            tone="text-bad"
            title={payment.status === 'FAILED' ? 'The payment failed' : 'Nothing was paid'}
          >
            {payment.status === 'FAILED'
              ? failureWords(lastAttempt(payment)?.failure ?? null)
              : (payment.note ?? 'No money has left your account.')}
          </Headline>
          <TryAgain payment={payment} paidFor={paidFor} />
        </>
      );
    default:
      return payment.status satisfies never;
  }
}

/** Another way to pay: of seats as long as they are held, of money for the wallet with a new deposit. */
function TryAgain({ payment, paidFor }: Pick<PaymentStateProps, 'payment' | 'paidFor'>) {
  if (payment.kind === 'deposit')
    return (
      <Link to="/wallet" className={buttonClass('primary', 'normal', 'min-h-12 justify-self-start px-6')}>
        Try again
      </Link>
    );
  if (paidFor === undefined) return null;
  const words = PAID_WORDS[payment.kind];
  if (paidFor.heldUntil === null)
    return (
      <Link {...paidFor.page} className={buttonClass('secondary', 'normal', 'min-h-12 justify-self-start')}>
        {words.view}
      </Link>
    );
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Link {...paidFor.checkout} className={buttonClass('primary', 'normal', 'min-h-12 px-6')}>
        Try again
      </Link>
      <p>
        {words.held} <Countdown until={paidFor.heldUntil} urgentBelow={60} className="font-mono" />.
      </p>
    </div>
  );
}

function GiveUp({ payment, takeIn, onLeave }: Pick<NowProps, 'payment' | 'takeIn' | 'onLeave'>) {
  const { paymentId } = payment;
  const give = useMutation({
    mutationFn: () => docket.call(cancelPayment, { params: { paymentId } }),
    onSuccess: (answer) => {
      payWindow.close();
      onLeave();
      takeIn(answer);
    },
  });
  return (
    <div className="grid justify-items-start gap-3 border-t border-line pt-4">
      <Button className="min-h-12" busy={give.isPending} onClick={() => !give.isPending && give.mutate()}>
        Pay another way
      </Button>
      {give.isError && <Failure error={give.error} />}
    </div>
  );
}

function Ways({ payment, paidFor }: Pick<PaymentStateProps, 'payment' | 'paidFor'>) {
  return (
    <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
      {paidFor?.bought != null && (
        <Link {...paidFor.bought.link} className={buttonClass('primary', 'normal', 'min-h-12')}>
          <Icon name={paidFor.bought.icon} /> {paidFor.bought.word}
        </Link>
      )}
      {payment.kind === 'deposit' && (
        <Link to="/wallet" className={buttonClass('primary', 'normal', 'min-h-12')}>
          Wallet
        </Link>
      )}
      <Receipt payment={payment} />
    </p>
  );
}

function Receipt({ payment }: Pick<PaymentStateProps, 'payment'>) {
  return (
    <Link
      to="/payments/$id/receipt"
      params={{ id: payment.paymentId }}
      className="link flex min-h-10 items-center justify-self-start"
    >
      Receipt
    </Link>
  );
}

type HeadlineProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly icon?: IconName;
  readonly mark?: ReactNode;
  readonly tone?: string;
};

function Headline({ title, children, icon, mark, tone = 'text-muted' }: HeadlineProps) {
  return (
    <div className="grid gap-1">
      <h1 className="flex items-center gap-3 text-2xl font-bold">
        {icon !== undefined && <Icon name={icon} className={cx('size-7 shrink-0', tone)} />}
        {mark}
        {title}
      </h1>
      <p className="text-muted">{children}</p>
    </div>
  );
}
