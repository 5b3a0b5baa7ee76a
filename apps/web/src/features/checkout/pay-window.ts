/** Of the same name it is the same window, however often one presses. */
const NAME = 'docket-pay';
const SIZE = { width: 480, height: 760 };

/** A window for the page of a provider. */
type PayWindow = {
  /** Leads it there. False when it was closed meanwhile: the page is then for this tab. */
  readonly lead: (url: string) => boolean;
  readonly close: () => void;
};

/** Where windows are tabs that hide this one, and come back badly, there is only this one. */
function hasOneWindow(): boolean {
  return matchMedia('(pointer: coarse)').matches || matchMedia('(max-width: 640px)').matches;
}

/**
 * Opens a window, empty at first: browsers allow it only in the click itself, and where it leads is not known before the server has answered. Null on a phone and
 * where windows are blocked: then the page is for this tab.
 */
function openPayWindow(): PayWindow | null {
  if (hasOneWindow()) return null;
  const left = window.screenX + Math.max(0, (window.outerWidth - SIZE.width) / 2);
  const top = window.screenY + Math.max(0, (window.outerHeight - SIZE.height) / 2);
  // Without an address one that is open stays where it is. Led from the bank's site to a blank page it would be cut off from this one: open, and nobody's.
  const opened = window.open('', NAME, `popup,width=${SIZE.width},height=${SIZE.height},left=${left},top=${top}`);
  if (opened === null) return null;
  try {
    opened.document.title = 'To your bank';
    opened.document.body.textContent = 'One moment, you are taken to your bank.';
  } catch {
    // A window of before is at the bank already, and will be led to where it is wanted now.
  }
  return {
    lead(url) {
      if (opened.closed) return false;
      opened.location.replace(url);
      opened.focus();
      return true;
    },
    close: () => opened.close(),
  };
}

let current: PayWindow | null = null;

/** The one window in which somebody pays: whatever page hears of the end can close it. */
export const payWindow = {
  open(): void {
    current = openPayWindow();
  },
  /** False where there is none, or it was closed. */
  lead: (url: string): boolean => current?.lead(url) ?? false,
  close(): void {
    current?.close();
    current = null;
  },
};

/** Is this the window that a page of ours has opened to pay in? Then that page goes on, and this one has nothing more to say. */
export function isPayWindow(): boolean {
  return window.opener !== null && window.name === NAME;
}
