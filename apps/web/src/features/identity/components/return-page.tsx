import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { session } from '../../../lib/session.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { safeNext } from '../api/next.ts';
import { returnFromProvider, takeAttempt } from '../api/sign-in.ts';
import { AuthCard } from './auth-card.tsx';

const route = getRouteApi('/login/return/$provider');

/** Where providers lead back to. What they say goes to the server, and out of the address. */
export function ReturnPage() {
  useTitle('Logging in');
  const router = useRouter();
  const { provider } = route.useParams();
  const [query] = useState(() => window.location.search.slice(1));
  const [elsewhere, setElsewhere] = useState(false);
  const { mutate, error } = useAct({
    act: (attempt: string) => returnFromProvider(attempt, provider, query),
    onSuccess: ({ purpose, session: given, created, next }) => {
      if (given !== null) session.set(given);
      if (created)
        toast('ok', `We made you an account called ${given?.username}. You can change the name on your account page.`);
      if (purpose === 'link') toast('ok', 'Linked. You can log in with it from now on.');
      if (purpose === 'confirm') toast('ok', 'Thank you. For ten minutes you are not asked again.');
      router.history.replace(safeNext(next) ?? (purpose === 'login' ? '/problems' : '/account'));
    },
  });
  const begun = useRef(false);
  useEffect(() => {
    // What the tab has kept is taken once, also where an effect runs twice.
    if (begun.current) return;
    begun.current = true;
    window.history.replaceState(window.history.state, '', window.location.pathname);
    const attempt = takeAttempt();
    if (attempt === undefined) setElsewhere(true);
    else mutate(attempt);
  }, [mutate]);
  const failed = elsewhere || error !== null;
  return (
    <AuthCard
      title={failed ? 'That did not work' : 'Logging in'}
      footer={
        <Link to="/login" className="link">
          Back to the log-in
        </Link>
      }
    >
      {elsewhere && (
        <Notice tone="limit" role="alert" title="This window has begun no log-in">
          <p>It was begun in another window, or is finished. Begin again from the log-in page.</p>
        </Notice>
      )}
      {error !== null && <Failure error={error} />}
      {!failed && <Loading label="Logging in" lines={2} />}
    </AuthCard>
  );
}
