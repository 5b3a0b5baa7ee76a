import { useEffect, useState, type RefObject } from 'react';

/** Rows drawn beyond both edges, so that a quick scroll finds some. */
const BEYOND = 8;

/** Which rows of a list are to be drawn: those in sight of the element that scrolls, and a few beyond. `to` is exclusive. */
export function rowsInSight(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - BEYOND);
  const to = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + BEYOND);
  return { from: Math.min(from, to), to };
}

/** The same, kept up to date as the element is scrolled or resized. */
export function useWindow(scroller: RefObject<HTMLElement | null>, rowHeight: number, count: number) {
  const [seen, setSeen] = useState({ top: 0, height: 900 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const look = () => setSeen({ top: element.scrollTop, height: element.clientHeight });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller]);
  return rowsInSight(seen.top, seen.height, rowHeight, count);
}
