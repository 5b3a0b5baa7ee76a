import { lazyRouteComponent } from '@tanstack/react-router';

/** The code of a page did not come: there is no network, or the server has another version by now. */
export class PageNotLoaded extends Error {
  constructor(cause: unknown) {
    super('The code of this page could not be loaded.', { cause });
  }
}

/**
 * A page whose code is a part of the build of its own. The router would load the whole document anew where a part is
 * missing, which without a network ends on the browser's error page; here that is an error that the app shows.
 */
export function lazyPage<Module extends Record<string, unknown>, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
) {
  return lazyRouteComponent(
    () =>
      load().catch((cause: unknown) => {
        throw new PageNotLoaded(cause);
      }),
    name,
  );
}
