import type { ReactNode } from 'react';
import { Page } from './page.tsx';

type MissingProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** A link to where one may go on. */
  readonly way: ReactNode;
};

/** The page of an address at which there is nothing, or nothing that this person may see. */
export function Missing({ title, children, way }: MissingProps) {
  return (
    <Page className="grid justify-items-start gap-4">
      <p className="stamp mx-1 my-2 px-4 py-3 text-2xl text-muted">404</p>
      <h1 className="text-2xl font-bold">{title}</h1>
      <p className="max-w-prose text-muted">{children}</p>
      {way}
    </Page>
  );
}
