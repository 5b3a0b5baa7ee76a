import type { ReactNode } from 'react';
import { Logo } from '../../../ui/icons.tsx';
import { Page } from '../../../ui/page.tsx';

export function AuthCard({
  title,
  children,
  footer,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly footer: ReactNode;
}) {
  return (
    <Page width="slim" className="grid grow content-start sm:content-center">
      <div className="box p-6 sm:p-8">
        <div className="mb-6 flex items-center gap-3">
          <Logo />
          <h1 className="text-2xl font-bold">{title}</h1>
        </div>
        {children}
        <div className="-mx-6 mt-6 border-t border-dashed border-edge/60 px-6 pt-5 text-sm text-muted sm:-mx-8 sm:px-8">
          {footer}
        </div>
      </div>
    </Page>
  );
}
