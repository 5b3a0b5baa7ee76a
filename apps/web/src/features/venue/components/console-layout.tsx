import { mayManageVenues } from '@docket/contracts/http/identity';
import { GatedArea } from '../../identity/components/gated-area.tsx';

const TABS = [
  { to: '/venue/shows', label: 'Shows' },
  { to: '/venue/new', label: 'Add shows' },
  { to: '/venue/halls', label: 'Halls' },
  { to: '/venue/titles', label: 'Titles' },
  { to: '/venue/places', label: 'Venues' },
  { to: '/venue/stays', label: 'Houses' },
  { to: '/venue/vouchers', label: 'Vouchers' },
  { to: '/venue/webhooks', label: 'Webhooks' },
] as const;

/** The pages of those who run venues. */
export function ConsoleLayout() {
  return (
    <GatedArea
      label="Venue"
      root="/venue"
      tabs={(role) => (mayManageVenues(role) ? TABS : [])}
      refusal="These pages are for managers of venues"
    />
  );
}
