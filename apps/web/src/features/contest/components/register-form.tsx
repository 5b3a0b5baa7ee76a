import { registerForContest, type ContestDetail } from '@docket/contracts/http/contest';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Failure } from '../../../ui/states.tsx';
import { CONTESTS } from '../api/queries.ts';
import { REGISTRATION_WORDS } from '../contest-words.ts';

type As = 'alone' | 'new' | 'join';
const WAYS = [
  { value: 'alone', label: 'Alone' },
  { value: 'new', label: 'New team' },
  { value: 'join', label: 'Join a team' },
] as const;

type Draft = {
  readonly as: As;
  readonly teamName: string;
  readonly teamCode: string;
  readonly invitationCode: string;
  readonly institution: string;
  readonly unofficial: boolean;
};

const EMPTY: Draft = {
  as: 'alone',
  teamName: '',
  teamCode: '',
  invitationCode: '',
  institution: '',
  unofficial: false,
};

/** What was typed, as the API takes it: what the chosen way does not ask for is left out. */
function registrationOf(draft: Draft, contest: Pick<ContestDetail, 'registration'>) {
  const joining = draft.as === 'join';
  const institution = draft.institution.trim();
  return {
    ...(draft.as === 'new' ? { teamName: draft.teamName } : {}),
    ...(joining ? { teamCode: draft.teamCode } : {}),
    ...(contest.registration === 'invitation' && !joining ? { invitationCode: draft.invitationCode } : {}),
    ...(institution === '' || joining ? {} : { institution }),
    unofficial: draft.unofficial,
  };
}

/** Takes part, in each of the ways that a contest allows. */
export function RegisterForm({ contest }: { readonly contest: ContestDetail }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initial: EMPTY,
    schema: registerForContest.body,
    body: (draft: Draft) => registrationOf(draft, contest),
    codes: {
      team_full: ['teamCode', 'This team is full'],
      registration_code:
        contest.registration === 'invitation'
          ? ['invitationCode', 'This is not the code']
          : ['teamCode', 'No team has this code'],
    },
    send: (body) => docket.call(registerForContest, { params: { id: contest.slug }, body }),
    onDone: () => queryClient.invalidateQueries({ queryKey: CONTESTS }),
  });
  const { draft, set } = form;
  const rostered = contest.registration === 'roster';
  return (
    <form {...form.props} className="grid gap-4">
      <p className="text-sm text-muted">{REGISTRATION_WORDS[contest.registration]}.</p>
      {contest.teamSize > 1 && !rostered && (
        <Segmented quiet label="Take part" options={WAYS} value={draft.as} onChange={(as) => set({ as })} />
      )}
      {draft.as === 'new' && <Field label="Name of the team" {...form.text('teamName')} />}
      {draft.as === 'join' && (
        <Field
          label="Team code"
          hint="Members of the team have it."
          autoCapitalize="characters"
          {...form.text('teamCode')}
        />
      )}
      {contest.registration === 'invitation' && draft.as !== 'join' && (
        <Field label="Invitation code" autoCapitalize="none" {...form.text('invitationCode')} />
      )}
      {!rostered && draft.as !== 'join' && (
        <>
          <Field label="School or company (optional)" {...form.text('institution')} required={false} />
          <label className="flex min-h-(--control) items-center gap-2 text-sm">
            <input
              type="checkbox"
              className="size-4.5"
              checked={draft.unofficial}
              onChange={(event) => set({ unofficial: event.target.checked })}
            />
            Outside of the places (unofficial)
          </label>
        </>
      )}
      {form.failure !== null && <Failure error={form.failure} />}
      <Button variant="primary" {...form.button}>
        {contest.registration === 'approval' ? 'Ask to take part' : 'Register'}
      </Button>
    </form>
  );
}
