import { ADULT_AGE, ROOMS_MAX } from '@docket/contracts/hotel/stay';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { FieldPopover, useClosePopover } from '../../../ui/popover.tsx';
import { Stepper } from '../../../ui/stepper.tsx';
import { ADULTS_MAX, CHILDREN_MAX, partyWords, type Party } from '../stay-address.ts';

/** What most children are; asked for each, because beds and prices depend on it. */
const USUAL_AGE = 8;
const AGES = Array.from({ length: ADULT_AGE }, (_, age) => ({
  value: String(age),
  label: age === 0 ? 'Under 1' : plural(age, 'year'),
}));

type PartyFieldProps = {
  readonly party: Party;
  readonly onChange: (party: Party) => void;
  readonly className?: string;
};

/** Who comes: adults, children with their ages, and in how many rooms. */
export function PartyField({ party, onChange, className }: PartyFieldProps) {
  return (
    <FieldPopover
      label="Guests and rooms"
      icon="person"
      value={partyWords(party)}
      panelClass="sm:w-88"
      {...(className === undefined ? {} : { className })}
    >
      <PartyPanel party={party} onChange={onChange} />
    </FieldPopover>
  );
}

function PartyPanel({ party, onChange }: Omit<PartyFieldProps, 'className'>) {
  const close = useClosePopover();
  const { adults, childAges, rooms } = party;
  const setChildren = (count: number) =>
    onChange({
      ...party,
      childAges: Array.from({ length: count }, (_, index) => childAges[index] ?? USUAL_AGE),
    });
  return (
    <div className="grid gap-4">
      <Line label="Adults" hint={`From ${ADULT_AGE} years`}>
        <Stepper
          quiet
          label="Adults"
          one="adult"
          value={adults}
          least={1}
          most={ADULTS_MAX}
          onChange={(value) => onChange({ ...party, adults: value, rooms: Math.min(rooms, value) })}
        />
      </Line>
      <Line label="Children" hint={`Up to ${ADULT_AGE - 1} years`}>
        <Stepper
          quiet
          label="Children"
          one="child"
          value={childAges.length}
          least={0}
          most={CHILDREN_MAX}
          onChange={setChildren}
        />
      </Line>
      {childAges.length > 0 && (
        <fieldset className="grid grid-cols-2 gap-3 rounded-lg bg-sunken p-3">
          <legend className="sr-only">Ages of the children on the day of arrival</legend>
          {childAges.map((age, index) => (
            <Select
              // They have no names: the second child is whoever stands second.
              key={index}
              label={`Age of child ${index + 1}`}
              value={String(age)}
              options={AGES}
              onChange={(value) =>
                onChange({ ...party, childAges: childAges.map((old, at) => (at === index ? Number(value) : old)) })
              }
            />
          ))}
          <p className="col-span-2 text-sm text-muted">On the day of arrival.</p>
        </fieldset>
      )}
      <Line label="Rooms" hint="Each with an adult">
        <Stepper
          quiet
          label="Rooms"
          one="room"
          value={rooms}
          least={1}
          most={Math.min(ROOMS_MAX, adults)}
          onChange={(value) => onChange({ ...party, rooms: value })}
        />
      </Line>
      <Button variant="primary" onClick={close}>
        Done
      </Button>
    </div>
  );
}

type LineProps = { readonly label: string; readonly hint: string; readonly children: React.ReactNode };

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
