import type { Ticket } from '@docket/contracts/http/ticket';
import { printNumber } from '@docket/contracts/ticket/payload';
import { useRef } from 'react';
import { Icon } from '../../../ui/icons.tsx';
import { QrCode } from '../../../ui/qr-code.tsx';
import { useAwake } from './use-awake.ts';

type WalletTicketProps = {
  readonly ticket: Ticket;
  /** Name of its zone. */
  readonly zone: string;
  /** As what it was bought; undefined for the full price. */
  readonly priceClass: string | undefined;
  readonly place: number;
  readonly of: number;
};

/** One code with the seat it is for; a touch makes it the whole screen. */
export function WalletTicket({ ticket, zone, priceClass, place, of }: WalletTicketProps) {
  const whole = useRef<HTMLDialogElement>(null);
  const awake = useAwake();
  const seat = (
    <span className="flex flex-wrap items-baseline justify-center gap-x-4">
      <span className="min-w-0 font-mono text-3xl font-bold break-words">{ticket.seat}</span>
      <span>{priceClass === undefined ? zone : `${zone}, ${priceClass}`}</span>
      {of > 1 && (
        <span className="tabular-nums">
          {place} of {of}
        </span>
      )}
    </span>
  );
  return (
    <li
      data-testid="wallet-ticket"
      className="grid w-full shrink-0 snap-center content-start justify-items-center gap-3 p-4"
    >
      {seat}
      {ticket.state === 'VOID' ? (
        <p className="stamp my-16 px-3 py-2.5 text-lg text-bad uppercase">Void</p>
      ) : (
        <>
          <button
            type="button"
            aria-label={`Show the code for seat ${ticket.seat} on the whole screen`}
            onClick={() => {
              whole.current?.showModal();
              awake.start();
            }}
            className="w-full max-w-96 rounded-lg"
          >
            <QrCode
              text={ticket.payload}
              label={`QR code of the ticket for seat ${ticket.seat}`}
              className="w-full rounded-lg"
            />
          </button>
          <p className="flex items-center gap-2 text-sm text-muted">
            <Icon name="whole" /> Tap the code to fill the screen
          </p>
        </>
      )}
      <p className="font-mono text-sm">{printNumber(ticket.number)}</p>
      {ticket.used !== null && <p className="text-sm text-muted">Already used</p>}
      {/* White to its edges in both themes: that is as bright as a page can make a screen. */}
      <dialog
        ref={whole}
        aria-label={`Code for seat ${ticket.seat}`}
        onClose={awake.end}
        className="m-0 h-dvh max-h-none w-dvw max-w-none bg-[#fff] text-[#000]"
      >
        {/* All of it closes: whoever holds out a phone does not look for a cross. */}
        <button
          type="button"
          onClick={() => whole.current?.close()}
          className="grid h-full w-full place-content-center justify-items-center gap-4 p-2"
        >
          {seat}
          <QrCode
            text={ticket.payload}
            label={`QR code of the ticket for seat ${ticket.seat}, on the whole screen`}
            className="w-[min(96dvw,76dvh)]"
          />
          <span className="font-semibold underline">Close</span>
        </button>
      </dialog>
    </li>
  );
}
