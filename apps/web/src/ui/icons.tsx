import type { SVGProps } from 'react';
import { cx } from '../lib/class-names.ts';

const PATHS = {
  check: 'm4 10.5 4 4 8-9',
  dot: 'M10 7.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5',
  copy: 'M7 7V4h9v9h-3M4 7h9v9H4z',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Zm4 9.5 4 4',
  menu: 'M3 6h14M3 10h14M3 14h14',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.5 1.500h-13ZM8.500 17.500h3M10 4V2.500',
  sun: 'M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M4.300 15.700l1.100-1.100M14.600 5.400l1.100-1.100',
  moon: 'M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z',
  system: 'M3 4h14v9H3zM7 17h6M10 13v4',
  reset: 'M4 10a6 6 0 1 0 2-4.5M4 3v4h4',
  arrow: 'M4 10h12m-5-5 5 5-5 5',
  clock: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm0 3.5V10l2.5 2',
  chip: 'M6 6h8v8H6zM8 3v3M12 3v3M8 14v3M12 14v3M3 8h3M3 12h3M14 8h3M14 12h3',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  whole: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  star: 'm10 2.5 2.3 4.900 5.200 .700-3.800 3.700 1 5.300L10 14.600l-4.700 2.500 1-5.300L2.500 8.100l5.200-.700Z',
  ticket: 'M3 5h14v3a2 2 0 0 0 0 4v3H3v-3a2 2 0 0 0 0-4ZM12 5v2M12 9.500v1M12 13v2',
  camera: 'M3 6h3l1.500-2h5L14 6h3v10H3ZM10 8a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
  pen: 'M4 16l1-4 8.5-8.5 3 3L8 15ZM11.5 5.5l3 3',
  play: 'M6 4v12l10-6Z',
  pause: 'M7 4.5v11M13 4.5v11',
  upload: 'M10 13V4m-4 4 4-4 4 4M4 13v3h12v-3',
  drain: 'M4 4h12l-4.5 6v5.5l-3 1V10Z',
  stack: 'M3 7l7-3.5L17 7l-7 3.500ZM3 10.500 10 14l7-3.5M3 14l7 3.5 7-3.5',
  close: 'm5 5 10 10M15 5 5 15',
  code: 'm7 5.5-4.500 4.500L7 14.500M13 5.500l4.500 4.500-4.500 4.500',
  calendar: 'M3.500 5h13v11.500h-13ZM3.500 9h13M7 3v3.500M13 3v3.500',
  pin: 'M10 17.500s5.500-5 5.500-9.500a5.500 5.500 0 0 0-11 0c0 4.500 5.500 9.500 5.500 9.500ZM10 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  send: 'M3 10 17 3.500 12.500 17l-3-5.500ZM9.500 11.500 17 3.500',
  chevron: 'm7.500 5 5 5-5 5',
  info: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm0 6.5V13M10 6.8v.2',
  sliders: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM7 12a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  bed: 'M2.500 5v11M2.500 13.500h15V16M17.500 13.500v-2a2.500 2.500 0 0 0-2.500-2.500H8.500v4.500M5.500 8a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3Z',
  suitcase: 'M3 7h14v9.500H3ZM7.500 7V4h5v3M7 7v9.500M13 7v9.500',
  map: 'm3 5.500 4.500-2 5 2 4.500-2v11l-4.500 2-5-2-4.500 2ZM7.500 3.500v11M12.500 5.500v11',
  list: 'M7 5.500h10M7 10h10M7 14.500h10M3.500 5.500h.01M3.500 10h.01M3.500 14.500h.01',
  plane:
    'M17.300 9.200 13 10.500 9.500 3.500H7.800l1.700 8-4.300 1.300-1.700-2H2.200l1.300 3.700.600 1 13.800-4.200a1.200 1.200 0 1 0-.600-2.100ZM3.500 17.500h13',
  swap: 'M4 7h11m-3.500-3.500L15 7l-3.500 3.500M16 13H5m3.500-3.500L5 13l3.500 3.500',
  bag: 'M4 6.500h12v10.500H4ZM7 6.500V3.500h6v3M7.500 9.500v4.500M12.500 9.500v4.500',
  person: 'M10 3.500a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM4 17a6 6 0 0 1 12 0',
  alert: 'M10 3 2.5 16.5h15ZM10 8v4M10 14v.5',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing on a 20 by 20 grid, decorative: what it means is said in text beside it. */
export function Icon({ name, className, ...rest }: { readonly name: IconName } & SVGProps<SVGSVGElement>) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="1.15em"
      height="1.15em"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...rest}
      className={cx('shrink-0', className)}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark: a slip with a notch on either side, and a tick. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <path
        className="fill-primary"
        d="M6 3h20a2 2 0 0 1 2 2v6.5a3 3 0 0 0 0 6V27a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-9.5a3 3 0 0 0 0-6V5a2 2 0 0 1 2-2Z"
      />
      <path
        className="stroke-on-primary"
        fill="none"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m10.5 14.5 4 4.5 7.5-9"
      />
      <path className="stroke-on-primary" strokeWidth="2" strokeDasharray="2 2.5" d="M9 24.5h14" opacity="0.6" />
    </svg>
  );
}
