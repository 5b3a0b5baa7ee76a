import type { InfiniteData } from '@tanstack/react-query';

/** Changes lines of a list that was read page by page. Where none changed it stays the same object. */
export function mapLines<Page extends { readonly data: readonly unknown[] }, Cursor>(
  held: InfiniteData<Page, Cursor>,
  change: (line: Page['data'][number]) => Page['data'][number],
): InfiniteData<Page, Cursor> {
  let changed = false;
  const pages = held.pages.map((page) => {
    const data = page.data.map(change);
    if (data.every((line, at) => line === page.data[at])) return page;
    changed = true;
    return { ...page, data };
  });
  return changed ? { ...held, pages } : held;
}

export function hasLine<Page extends { readonly data: readonly unknown[] }, Cursor>(
  held: InfiniteData<Page, Cursor>,
  is: (line: Page['data'][number]) => boolean,
): boolean {
  return held.pages.some((page) => page.data.some(is));
}
