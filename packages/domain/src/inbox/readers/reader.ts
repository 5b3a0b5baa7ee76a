import type { InboxKind } from '@docket/contracts/http/inbox';

/**
 * What an event says.
 * - `about`: look again at this.
 * - `ignored`: it is of a type that says nothing to us.
 * - `unreadable`: nobody here can read it, and trying again would not help.
 */
export type Reading =
  | { readonly outcome: 'about'; readonly type: string; readonly kind: InboxKind; readonly reference: string }
  | { readonly outcome: 'ignored'; readonly type: string }
  | { readonly outcome: 'unreadable'; readonly why: string };

/** Reads the events of one provider. @param event the body as JSON */
export type InboxReader = (event: unknown) => Reading;
