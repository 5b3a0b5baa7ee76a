import { useTitle } from '../../../lib/use-title.ts';
import { useSession } from '../../../lib/session.ts';
import { Desk } from './desk.tsx';
import { Welcome } from './welcome.tsx';

export function HomePage() {
  useTitle(undefined);
  const session = useSession();
  return session === undefined ? <Welcome /> : <Desk username={session.username} />;
}
