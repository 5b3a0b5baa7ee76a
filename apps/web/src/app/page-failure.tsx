import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { askForNewer } from '../lib/app-version.ts';
import { PageNotLoaded } from '../lib/lazy-page.ts';
import { useReach } from '../lib/network.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { Page } from '../ui/page.tsx';
import { Failure } from '../ui/states.tsx';
import { useEffect } from 'react';

/** What a page that could not be drawn shows instead. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  return <Page>{error instanceof PageNotLoaded ? <NotLoaded /> : <Failure error={error} retry={reset} />}</Page>;
}

/** The rest of the app stands: only this page's code is missing. */
function NotLoaded() {
  const router = useRouter();
  const reach = useReach();
  useEffect(() => {
    // It may be missing because it is another build's by now.
    if (reach === 'here') askForNewer();
  }, [reach]);
  return (
    <div role="alert" className="grid max-w-prose justify-items-start gap-4">
      <h1 className="text-2xl font-bold">This page is not on your device yet</h1>
      <p>
        {reach === 'here'
          ? 'Its code did not load. If a new version has just been put up, reloading brings it.'
          : 'It was not opened here before, and without a connection it cannot be loaded. What you have opened before still works, and so do your tickets.'}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          onClick={() => (reach === 'here' ? window.location.reload() : void router.invalidate())}
        >
          <Icon name="reset" /> {reach === 'here' ? 'Reload' : 'Try again'}
        </Button>
        <Link to="/tickets" className="link flex min-h-10 items-center px-2">
          Your tickets
        </Link>
      </div>
    </div>
  );
}
