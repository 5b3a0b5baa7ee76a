import type { NotificationPreference } from '@docket/contracts/http/notification';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure, Loading } from '../../../ui/states.tsx';
import { preferencesQuery, useSetPreference } from '../api/queries.ts';

/** What goes by mail as well; each switch is kept at once. */
export function PreferenceList() {
  const preferences = useQuery(preferencesQuery());
  if (preferences.isPending) return <Loading label="Loading what goes by mail" lines={3} />;
  if (preferences.isError) return <Failure error={preferences.error} retry={() => void preferences.refetch()} />;
  return (
    <ul className="grid">
      {preferences.data.map((preference) => (
        <li key={preference.kind}>
          <PreferenceSwitch {...preference} />
        </li>
      ))}
    </ul>
  );
}

/** Shows what was chosen from the moment it is chosen, and what is kept again if that could not be kept. */
function PreferenceSwitch({ kind, name, mail }: NotificationPreference) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const set = useSetPreference();
  const choose = (now: boolean) => {
    setChosen(now);
    set.mutate({ kind, mail: now }, { onError: () => setChosen(null) });
  };
  return (
    <>
      <label className="flex min-h-10 items-center gap-3">
        <input
          type="checkbox"
          checked={chosen ?? mail}
          onChange={({ currentTarget }) => choose(currentTarget.checked)}
        />
        {name}
      </label>
      {set.error !== null && <Failure error={set.error} />}
    </>
  );
}
