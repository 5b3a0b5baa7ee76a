import { useQuery } from '@tanstack/react-query';
import { Failure, Loading } from '../../../ui/states.tsx';
import { preferencesQuery, useSetPreference } from '../api/queries.ts';

/** What goes by mail as well; each switch is kept at once. */
export function PreferenceList() {
  const preferences = useQuery(preferencesQuery());
  const set = useSetPreference();
  if (preferences.isPending) return <Loading label="Loading what goes by mail" lines={3} />;
  if (preferences.isError) return <Failure error={preferences.error} retry={() => void preferences.refetch()} />;
  return (
    <>
      <ul className="grid">
        {preferences.data.map(({ kind, name, mail }) => (
          <li key={kind}>
            <label className="flex min-h-10 items-center gap-3">
              <input
                type="checkbox"
                checked={set.isPending && set.variables.kind === kind ? set.variables.mail : mail}
                onChange={({ currentTarget }) => set.mutate({ kind, mail: currentTarget.checked })}
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
      {set.error !== null && <Failure error={set.error} />}
    </>
  );
}
