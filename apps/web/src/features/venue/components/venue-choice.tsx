import type { Venue } from '@docket/contracts/http/venue';
import { Combobox } from '../../../ui/combobox.tsx';

type VenueChoiceProps = {
  readonly venues: readonly Venue[];
  readonly venue: Venue | undefined;
  readonly onChoose: (slug: string) => void;
  readonly className?: string;
};

export function VenueChoice({ venues, venue, onChoose, className = '' }: VenueChoiceProps) {
  return (
    <Combobox
      label="Venue"
      value={venue?.slug ?? ''}
      options={venues.map((one) => ({ value: one.slug, label: one.name, hint: one.city.name }))}
      onChoose={onChoose}
      className={className}
    />
  );
}
