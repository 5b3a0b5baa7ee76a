import { changeProfile } from '@docket/contracts/http/profile';
import { profileParts, type ProfilePart } from '@docket/contracts/profile/parts';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Failure } from '../../../ui/states.tsx';
import { profileKey } from '../queries.ts';

const WORDS: Readonly<Record<ProfilePart, readonly [title: string, what: string]>> = {
  activity: ['Activity', 'the year, how often you submitted, what you solved last'],
  solved: ['Solved problems', 'how many, by difficulty, tag and language'],
  contests: ['Contests', 'which you took part in; their standings name you all the same'],
  rating: ['Rating', 'also in the list of ratings and beside your name in standings'],
};

type VisibilityProps = { readonly username: string; readonly hidden: readonly ProfilePart[] };

/** Which parts of one's profile others see. */
export function Visibility({ username, hidden }: VisibilityProps) {
  const queryClient = useQueryClient();
  const change = useAct({
    act: (next: readonly ProfilePart[]) => docket.call(changeProfile, { body: { hidden: [...next] } }),
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: profileKey(username) }),
        queryClient.invalidateQueries({ queryKey: ['ratings'] }),
      ]);
    },
  });
  const shown = change.isPending ? change.variables : hidden;
  return (
    <fieldset className="grid gap-1 rounded-xl bg-sunken px-5 py-4" disabled={change.isPending}>
      <legend className="sr-only">What others see of your profile</legend>
      <p aria-hidden="true" className="caption">
        What others see
      </p>
      <div className="grid gap-x-6 sm:grid-cols-2">
        {profileParts.map((part) => (
          <label key={part} className="flex min-h-(--control) items-start gap-2.5 py-1.5">
            <input
              type="checkbox"
              className="mt-0.5 size-4.5 shrink-0"
              checked={!shown.includes(part)}
              onChange={({ target }) =>
                change.mutate(target.checked ? hidden.filter((one) => one !== part) : [...hidden, part])
              }
            />
            <span className="font-medium">
              {WORDS[part][0]}
              <span className="block text-sm font-normal text-muted">{WORDS[part][1]}</span>
            </span>
          </label>
        ))}
      </div>
      {change.isError && <Failure error={change.error} />}
    </fieldset>
  );
}
