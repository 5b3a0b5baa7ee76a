import { createDocket } from '@docket/client/docket';
import { noteSessionEnded, session } from './session.ts';
import { queryClient } from './query-client.ts';
import { reach } from './network.ts';
import { reaching } from './reach.ts';
import { clockedFetch } from './server-clock.ts';

const stored = session.get();
let leaving = false;

/** The one SDK client of the page. The API serves the page, so it is at the page's own origin. */
export const docket = createDocket({
  baseUrl: window.location.origin,
  fetch: reaching(reach, clockedFetch),
  reachability: { reachable: () => reach.state !== 'offline', subscribe: reach.subscribe },
  ...(stored === undefined ? {} : { token: stored.token }),
  onToken: (token) => {
    if (token !== undefined) return;
    if (!leaving) noteSessionEnded();
    session.set(undefined);
  },
  onRole: (role) => {
    const now = session.get();
    if (now === undefined || now.role === role) return;
    session.set({ ...now, role });
    // What was read may be more, or less, than the new role sees.
    void queryClient.invalidateQueries();
  },
});

/** Ends the session because its person says so. */
export async function logOut(): Promise<void> {
  leaving = true;
  try {
    await docket.logout();
  } finally {
    leaving = false;
    session.set(undefined);
  }
}

let userId = stored?.userId;

session.subscribe(() => {
  const now = session.get();
  docket.setToken(now?.token);
  if (now?.userId === userId) return;
  // Solved marks and submissions belong to whoever was logged in when they were read.
  userId = now?.userId;
  void queryClient.resetQueries();
});
