import { unsubscribe } from '../lib/push.ts';
import { session } from '../lib/session.ts';

/** Once somebody is logged out here, in whichever tab and for whatever reason, their code is taken off the device too, and the names of those who flew with them, and it shows nobody their notifications. */
export function forgetOnLeaving(): void {
  let owner = session.get()?.userId;
  session.subscribe(() => {
    const before = owner;
    owner = session.get()?.userId;
    if (before === undefined || before === owner) return;
    void unsubscribe().catch(() => undefined);
    void import('../features/editor/api/drafts.ts')
      .then(({ forgetDrafts }) => forgetDrafts(before))
      .catch(() => undefined);
    void import('../features/flight/api/passengers.ts')
      .then(({ forgetPassengers }) => forgetPassengers())
      .catch(() => undefined);
  });
}
