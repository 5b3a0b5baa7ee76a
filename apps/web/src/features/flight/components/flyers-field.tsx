import { cabin as cabinSchema, FLIGHT_SEATS_MAX, type Cabin } from '@docket/contracts/flight/flight';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { FieldPopover, useClosePopover } from '../../../ui/popover.tsx';
import { Stepper } from '../../../ui/stepper.tsx';
import type { FlightParty } from '../flight-address.ts';
import { CABIN_WORDS, flyersWords, PASSENGER_WORDS } from '../flight-words.ts';

type FlyersFieldProps = {
  readonly party: FlightParty;
  readonly cabin: Cabin;
  readonly onParty: (party: FlightParty) => void;
  readonly onCabin: (cabin: Cabin) => void;
  readonly className?: string;
};

const CABINS = cabinSchema.options.map((value) => ({ value, label: CABIN_WORDS[value] }));

/** Who flies, and in which cabin. */
export function FlyersField({ party, cabin, onParty, onCabin, className }: FlyersFieldProps) {
  return (
    <FieldPopover
      label="Passengers and cabin"
      icon="person"
      value={`${flyersWords(party)} · ${CABIN_WORDS[cabin]}`}
      panelClass="sm:w-88"
      {...(className === undefined ? {} : { className })}
    >
      <Panel party={party} cabin={cabin} onParty={onParty} onCabin={onCabin} />
    </FieldPopover>
  );
}

function Panel({ party, cabin, onParty, onCabin }: Omit<FlyersFieldProps, 'className'>) {
  const close = useClosePopover();
  const { adults, children, infants } = party;
  return (
    <div className="grid gap-4">
      <Line label="Adults" hint={PASSENGER_WORDS.adult.ages}>
        <Stepper
          quiet
          label="Adults"
          one="adult"
          value={adults}
          least={1}
          most={FLIGHT_SEATS_MAX - children}
          onChange={(value) => onParty({ ...party, adults: value, infants: Math.min(infants, value) })}
        />
      </Line>
      <Line label="Children" hint={PASSENGER_WORDS.child.ages}>
        <Stepper
          quiet
          label="Children"
          one="child"
          value={children}
          least={0}
          most={FLIGHT_SEATS_MAX - adults}
          onChange={(value) => onParty({ ...party, children: value })}
        />
      </Line>
      <Line label="Infants" hint={PASSENGER_WORDS.infant.ages}>
        <Stepper
          quiet
          label="Infants"
          one="infant"
          value={infants}
          least={0}
          most={adults}
          onChange={(value) => onParty({ ...party, infants: value })}
        />
      </Line>
      <p className="text-sm text-muted">
        Age on the day of each flight. Up to {FLIGHT_SEATS_MAX} with a seat; each adult can hold one infant.
      </p>
      <Select label="Cabin" value={cabin} options={CABINS} onChange={(value) => onCabin(cabinSchema.parse(value))} />
      <Button variant="primary" onClick={close}>
        Done
      </Button>
    </div>
  );
}

type LineProps = { readonly label: string; readonly hint: string; readonly children: ReactNode };

function Line({ label, hint, children }: LineProps) {
  return (
    <div className="flex items-center justify-between gap-4">
      <span aria-hidden="true" className="grid">
        <span className="font-medium">{label}</span>
        <span className="text-sm text-muted">{hint}</span>
      </span>
      {children}
    </div>
  );
}
