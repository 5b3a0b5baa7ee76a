import type { ContestDetail } from '@docket/contracts/http/contest';
import { announce, askClarification } from '@docket/contracts/http/contest-desk';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { clarificationsQuery } from '../api/queries.ts';
import { useContestProblems } from '../api/use-contest.ts';
import { TextArea } from '../../../ui/text-area.tsx';

/** What a question or announcement is about. */
function AboutSelect({
  contest,
  value,
  onChange,
}: {
  readonly contest: ContestDetail;
  readonly value: string;
  readonly onChange: (label: string) => void;
}) {
  const problems = useContestProblems(contest.slug, contest.problemsOpen);
  return (
    <Select
      label="About"
      value={value}
      options={[
        { value: '', label: 'The contest as a whole' },
        ...(problems.data?.data ?? []).map(({ label, title }) => ({ value: label, label: `${label}. ${title}` })),
      ]}
      onChange={onChange}
    />
  );
}

const about = (label: string) => (label === '' ? {} : { label });

/** Asks the jury something. */
export function AskForm({ contest }: { readonly contest: ContestDetail }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initial: { label: '', question: '' },
    schema: askClarification.body,
    body: ({ label, question }) => ({ ...about(label), question }),
    send: (body, idempotencyKey) =>
      docket.call(askClarification, { params: { id: contest.slug }, body, idempotencyKey }),
    onDone: async () => {
      form.set({ question: '' });
      await queryClient.invalidateQueries({ queryKey: clarificationsQuery(contest.slug).queryKey });
    },
  });
  if (!contest.problemsOpen || contest.phase !== 'running')
    return <p className="text-sm text-muted">Questions can be asked while the contest runs.</p>;
  return (
    <form {...form.props} className="box grid gap-4 px-5 py-4" aria-label="Ask the jury">
      <h2 className="font-semibold">Ask the jury</h2>
      <AboutSelect contest={contest} value={form.draft.label} onChange={(label) => form.set({ label })} />
      <TextArea
        label="Question"
        hint="The jury answers you alone, or everybody."
        {...form.bind('question')}
        value={form.draft.question}
        onChange={(question) => form.set({ question })}
      />
      {form.failure !== null && <Failure error={form.failure} />}
      <Button variant="primary" {...form.button}>
        Ask
      </Button>
    </form>
  );
}

/** Tells everybody something. */
export function AnnounceForm({ contest }: { readonly contest: ContestDetail }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initial: { label: '', text: '' },
    schema: announce.body,
    body: ({ label, text }) => ({ ...about(label), text }),
    send: (body, idempotencyKey) => docket.call(announce, { params: { id: contest.slug }, body, idempotencyKey }),
    onDone: async () => {
      form.set({ text: '' });
      await queryClient.invalidateQueries({ queryKey: clarificationsQuery(contest.slug).queryKey });
    },
  });
  return (
    <form {...form.props} className="box grid gap-4 px-5 py-4" aria-label="Announce">
      <h2 className="font-semibold">Announce to everybody</h2>
      <AboutSelect contest={contest} value={form.draft.label} onChange={(label) => form.set({ label })} />
      <TextArea
        label="Announcement"
        {...form.bind('text')}
        value={form.draft.text}
        onChange={(text) => form.set({ text })}
      />
      {form.failure !== null && <Failure error={form.failure} />}
      <Button variant="primary" {...form.button}>
        Announce
      </Button>
    </form>
  );
}
