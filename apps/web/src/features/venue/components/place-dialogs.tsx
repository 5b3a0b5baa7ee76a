import { changeCity, changeVenue, createCity, createVenue, type City, type Venue } from '@docket/contracts/http/venue';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { slugOf } from '../../../lib/slug.ts';
import { useForm } from '../../../lib/use-form.ts';
import { VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { FormDialog } from './form-dialog.tsx';

/** The zones that this browser knows; the server has the last word. */
const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');

type Buttons = { readonly action: string; readonly onClose: () => void; readonly button: object };

function Buttons({ action, onClose, button }: Buttons) {
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onClose}>Close</Button>
      <Button variant="primary" {...button}>
        {action}
      </Button>
    </div>
  );
}

function useDone(onClose: () => void) {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['catalog'] }),
      queryClient.invalidateQueries({ queryKey: ['shows'] }),
    ]);
    onClose();
  };
}

export function CityDialog({ city, onClose }: { readonly city: City | undefined; readonly onClose: () => void }) {
  return (
    <FormDialog title={city === undefined ? 'Add a city' : `Change ${city.name}`} onClose={onClose}>
      {city === undefined ? <NewCity onClose={onClose} /> : <ChangedCity city={city} onClose={onClose} />}
    </FormDialog>
  );
}

function NewCity({ onClose }: { readonly onClose: () => void }) {
  const done = useDone(onClose);
  const form = useForm({
    initial: { name: '', country: '', timezone: VIEWER_ZONE },
    schema: createCity.body,
    names: { slug: 'name' },
    body: ({ name, country, timezone }) => ({ name, country: country.toUpperCase(), timezone, slug: slugOf(name) }),
    send: (body, idempotencyKey) => docket.call(createCity, { body, idempotencyKey }),
    onDone: done,
  });
  return (
    <form {...form.props} className="grid gap-4">
      <Field label="Name" {...form.text('name')} />
      <div className="grid items-start gap-4 sm:grid-cols-[8rem_1fr]">
        <Field label="Country" hint="Two letters, such as IN" {...form.text('country')} maxLength={2} />
        <Select
          label="Time zone (cannot be changed later)"
          value={form.draft.timezone}
          options={[...new Set([form.draft.timezone, ...ZONES])].map((zone) => ({ value: zone, label: zone }))}
          onChange={(timezone) => form.set({ timezone })}
        />
      </div>
      {form.failure !== null && <Failure error={form.failure} />}
      <Buttons action="Add the city" onClose={onClose} button={form.button} />
    </form>
  );
}

function ChangedCity({ city, onClose }: { readonly city: City; readonly onClose: () => void }) {
  const done = useDone(onClose);
  const form = useForm({
    initial: { name: city.name },
    schema: changeCity.body,
    send: (body) => docket.call(changeCity, { params: { slug: city.slug }, body }),
    onDone: done,
  });
  return (
    <form {...form.props} className="grid gap-4">
      <Field label="Name" hint={`Its shows go by ${city.timezone}, which stays.`} {...form.text('name')} />
      {form.failure !== null && <Failure error={form.failure} />}
      <Buttons action="Save" onClose={onClose} button={form.button} />
    </form>
  );
}

type VenueDialogProps = {
  readonly venue: Venue | undefined;
  readonly cities: readonly City[];
  readonly onClose: () => void;
};

export function VenueDialog({ venue, cities, onClose }: VenueDialogProps) {
  return (
    <FormDialog title={venue === undefined ? 'Add a venue' : `Change ${venue.name}`} onClose={onClose}>
      {venue === undefined ? (
        <NewVenue cities={cities} onClose={onClose} />
      ) : (
        <ChangedVenue venue={venue} onClose={onClose} />
      )}
    </FormDialog>
  );
}

function NewVenue({ cities, onClose }: Omit<VenueDialogProps, 'venue'>) {
  const done = useDone(onClose);
  const form = useForm({
    initial: { city: cities[0]?.slug ?? '', name: '', address: '' },
    schema: createVenue.body,
    names: { slug: 'name' },
    body: (draft) => ({ ...draft, slug: slugOf(draft.name) }),
    send: (body, idempotencyKey) => docket.call(createVenue, { body, idempotencyKey }),
    onDone: done,
  });
  return (
    <form {...form.props} className="grid gap-4">
      <Select
        label="City"
        value={form.draft.city}
        options={cities.map((city) => ({ value: city.slug, label: city.name }))}
        onChange={(city) => form.set({ city })}
      />
      <Field label="Name" {...form.text('name')} />
      <Field label="Address" {...form.text('address')} />
      {form.failure !== null && <Failure error={form.failure} />}
      <Buttons action="Add the venue" onClose={onClose} button={form.button} />
    </form>
  );
}

function ChangedVenue({ venue, onClose }: { readonly venue: Venue; readonly onClose: () => void }) {
  const done = useDone(onClose);
  const form = useForm({
    initial: { name: venue.name, address: venue.address },
    schema: changeVenue.body,
    send: (body) => docket.call(changeVenue, { params: { slug: venue.slug }, body }),
    onDone: done,
  });
  return (
    <form {...form.props} className="grid gap-4">
      <Field label="Name" {...form.text('name')} />
      <Field label="Address" {...form.text('address')} />
      {form.failure !== null && <Failure error={form.failure} />}
      <Buttons action="Save" onClose={onClose} button={form.button} />
    </form>
  );
}
