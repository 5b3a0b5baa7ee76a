import type { BoardingPass } from '@docket/contracts/http/flight-check-in';
import { Icon } from '../../../ui/icons.tsx';
import { Fact } from '../../../ui/page.tsx';
import { dayWords } from '../../hotel/days.ts';
import { CABIN_WORDS, clockOf } from '../flight-words.ts';
import { AztecCode } from './aztec-code.tsx';

/** A boarding pass with the code that is read at the gate. */
export function BoardingPassCard({ pass }: { readonly pass: BoardingPass }) {
  const { leg, passenger, seat, sequence, locator, cabin, ticketNumber, barcode } = pass;
  const { departure, arrival } = leg;
  const name = `${passenger.passport.surname} / ${passenger.passport.given}`;
  return (
    <article
      aria-label={`Boarding pass of ${name}, ${leg.number}`}
      className="box grid overflow-hidden sm:grid-cols-[minmax(0,1fr)_auto] print:break-inside-avoid"
      data-testid="boarding-pass"
    >
      <div className="grid content-start gap-4 p-5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="font-mono font-semibold wrap-anywhere">{name}</p>
          <p className="text-sm text-muted">{leg.carrier.name}</p>
        </div>
        <p className="flex items-center gap-3">
          <span className="grid">
            <span className="font-mono text-2xl font-bold">{departure.airport.code}</span>
            <span className="text-sm text-muted">{departure.airport.city}</span>
          </span>
          <Icon name="plane" className="size-6 text-muted" />
          <span className="sr-only">to</span>
          <span className="grid">
            <span className="font-mono text-2xl font-bold">{arrival.airport.code}</span>
            <span className="text-sm text-muted">{arrival.airport.city}</span>
          </span>
        </p>
        <dl className="grid grid-cols-2 gap-x-4 gap-y-3 min-[26rem]:grid-cols-3">
          <Fact label="Flight">{leg.number}</Fact>
          <Fact label="Day">{dayWords(departure.local.slice(0, 10))}</Fact>
          <Fact label="Departure">{clockOf(departure.local)}</Fact>
          <Fact label="Seat">
            <span className="text-lg font-bold" data-testid="seat">
              {seat ?? 'On a lap'}
            </span>
          </Fact>
          <Fact label="Cabin">{CABIN_WORDS[cabin]}</Fact>
          {departure.terminal > 0 && <Fact label="Terminal">{departure.terminal}</Fact>}
          <Fact label="Number">{sequence}</Fact>
          <Fact label="Reference">
            <span className="font-mono">{locator}</span>
          </Fact>
        </dl>
        <p className="text-xs text-muted">E-ticket {ticketNumber}</p>
      </div>
      <div className="grid place-items-center border-dashed border-edge/60 bg-card p-5 max-sm:border-t-2 sm:border-l-2">
        <AztecCode
          text={barcode}
          label={`Code of the boarding pass of ${name}`}
          className="size-56 rounded-md sm:size-44"
        />
      </div>
    </article>
  );
}
