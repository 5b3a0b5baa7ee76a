import type { Page } from 'playwright-core';

/** Widths in CSS pixels: phones, tablets, windows beside each other, and a laptop at 200 % (640). */
export const WIDTHS = [320, 390, 600, 640, 768, 900, 1024, 1440] as const;

/**
 * What does not fit on the page as it is at this width: a document wider than the window, controls outside of it,
 * text in a column too narrow to be read, and targets in the header that lie over each other. One line each.
 */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** Of one word of text, the least width that shows any of it. */
    const NARROW = 40;
    const found: string[] = [];
    const window_ = document.documentElement.clientWidth;
    const name = (element: Element) =>
      `<${element.tagName.toLowerCase()}> ${(element.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 50)}`;
    const style = (element: Element) => getComputedStyle(element);
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      element.getBoundingClientRect().width > 1;
    /** It can be brought into sight by scrolling its own part of the page. */
    const scrolls = (element: Element) => {
      for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement)
        if (/auto|scroll/.test(style(at).overflowX)) return true;
      return false;
    };

    if (document.documentElement.scrollWidth > window_)
      found.push(`the document is ${document.documentElement.scrollWidth} wide`);

    for (const element of document.querySelectorAll(
      'a, button, input, select, textarea, summary, h1, h2, h3, header *',
    )) {
      if (!isShown(element) || element.closest('svg') !== null) continue;
      const { left, right } = element.getBoundingClientRect();
      if ((right > window_ + 1 || left < -1) && !scrolls(element))
        found.push(`${name(element)} lies from ${Math.round(left)} to ${Math.round(right)}`);
    }

    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() !== null) {
      const text = texts.currentNode;
      const parent = text.parentElement;
      if (parent === null || (text.textContent ?? '').trim().length < 4) continue;
      if (!isShown(parent) || parent.closest('svg, script, style, option, .sr-only, .katex, .cm-editor') !== null)
        continue;
      let column: Element | null = parent;
      while (column !== null && style(column).display.startsWith('inline')) column = column.parentElement;
      if (column === null || column.clientWidth === 0 || column.clientWidth >= NARROW) {
        if (column === null || column.clientWidth !== 0) continue;
      }
      const range = document.createRange();
      range.selectNodeContents(text);
      const lines = range.getClientRects().length;
      if (column.scrollWidth > column.clientWidth + 1 || lines > 2)
        found.push(`"${(text.textContent ?? '').trim().slice(0, 40)}" has a column of ${column.clientWidth}`);
    }

    const targets = [...document.querySelectorAll('header a, header button')].filter(isShown);
    for (const [index, one] of targets.entries()) {
      for (const other of targets.slice(index + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        if (
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
        )
          found.push(`${name(one)} and ${name(other)} lie over each other`);
      }
    }
    return [...new Set(found)];
  });
}

/** Looks at the page at all widths, which it is resized to and not loaded anew for. Ends at the last of them. */
export async function misfitsAtAllWidths(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // Two frames: what follows the width by script has drawn itself too.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    for (const one of await misfits(page)) found.push(`${new URL(page.url()).pathname} at ${width}: ${one}`);
  }
  return found;
}
