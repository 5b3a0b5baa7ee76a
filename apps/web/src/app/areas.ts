import { mayManageVenues, type Role } from '@docket/contracts/http/identity';
import type { LinkProps } from '@tanstack/react-router';

/** Addresses of the app's own pages. */
type To = NonNullable<LinkProps['to']>;

export type AreaLink = {
  readonly to: To;
  readonly label: string;
  /** Shown to who is logged in only. */
  readonly personal?: boolean;
  /** Shown only to who has a role that this allows. */
  readonly only?: (role: Role) => boolean;
};

export type Area = {
  readonly label: string;
  /** Where its name in the header leads. */
  readonly home: To;
  /** Its pages in the header, in this order. */
  readonly links: readonly AreaLink[];
  /** What the addresses of its pages begin with. */
  readonly owns: readonly string[];
};

/** What the app is made of: the header shows the areas side by side, each with its pages. */
export const AREAS: readonly [Area, ...Area[]] = [
  {
    label: 'Practise',
    home: '/problems',
    links: [
      { to: '/problems', label: 'Problems' },
      { to: '/contests', label: 'Contests' },
      { to: '/submissions', label: 'Submissions', personal: true },
    ],
    owns: ['/problems', '/practice', '/contests', '/ratings', '/courses', '/submissions'],
  },
  {
    label: 'Book',
    home: '/shows',
    links: [
      { to: '/shows', label: 'What’s on' },
      { to: '/bookings', label: 'My bookings', personal: true },
      { to: '/venue', label: 'Venue', only: mayManageVenues },
    ],
    owns: ['/shows', '/titles', '/bookings', '/tickets', '/venue'],
  },
  {
    label: 'Travel',
    home: '/stays',
    links: [
      { to: '/stays', label: 'Stays' },
      { to: '/flights', label: 'Flights' },
      { to: '/trips', label: 'My trips', personal: true },
    ],
    owns: ['/stays', '/flights', '/trips'],
  },
];

/** The area a page belongs to; undefined for pages of none. */
export function areaOf(pathname: string, areas: readonly Area[] = AREAS): Area | undefined {
  return areas.find((area) => area.owns.some((begin) => pathname === begin || pathname.startsWith(`${begin}/`)));
}
