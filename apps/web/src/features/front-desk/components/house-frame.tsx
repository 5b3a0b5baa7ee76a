import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../../ui/page.tsx';

const TABS = [
  { to: '/venue/stays/$slug/desk', label: 'Front desk' },
  { to: '/venue/stays/$slug/rooms', label: 'Rooms' },
  { to: '/venue/stays/$slug/rates', label: 'Rates' },
  { to: '/venue/stays/$slug/policy', label: 'Plans' },
] as const;

type FrameProps = {
  readonly slug: string;
  /** Undefined until it is known. */
  readonly name: string | undefined;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** The pages of one house under its name. */
export function HouseFrame({ slug, name, aside, children }: FrameProps) {
  return (
    <Page className="grid gap-5">
      <div className="grid gap-3">
        <Link to="/venue/stays" className="link justify-self-start text-sm">
          Houses
        </Link>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="min-w-0 text-2xl font-bold wrap-anywhere">{name ?? ' '}</h1>
          {aside}
        </div>
        <nav aria-label="House" className="flex gap-1 overflow-x-auto border-b border-line">
          {TABS.map((tab) => (
            <Link
              key={tab.to}
              to={tab.to}
              params={{ slug }}
              activeOptions={{ includeSearch: false }}
              className="flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm whitespace-nowrap text-muted -outline-offset-2! hover:text-ink aria-[current]:border-primary aria-[current]:font-semibold aria-[current]:text-ink"
            >
              {tab.label}
            </Link>
          ))}
        </nav>
      </div>
      {children}
    </Page>
  );
}
