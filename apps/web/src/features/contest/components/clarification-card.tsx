import type { ContestDetail } from '@docket/contracts/http/contest';
import {
  acknowledgeClarification,
  answerClarification,
  claimClarification,
  type Clarification,
} from '@docket/contracts/http/contest-desk';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Failure } from '../../../ui/states.tsx';
import { clarificationsQuery } from '../api/queries.ts';
import { isUnseen } from '../api/use-unseen.ts';
import { TextArea } from '../../../ui/text-area.tsx';

type CardProps = { readonly contest: ContestDetail; readonly of: Clarification };

function useForget(slug: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: clarificationsQuery(slug).queryKey });
}

/** A question with its answer, or an announcement; at the jury's desk with what is to be done about it. */
export function ClarificationCard({ contest, of }: CardProps) {
  const { label, kind, question, answer, audience, status, jury } = of;
  const fresh = isUnseen(of);
  return (
    <article
      data-testid="clarification"
      data-status={status}
      className={cx('box grid gap-3 px-5 py-4', fresh && 'border-primary')}
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <Badge tone={kind === 'announcement' ? 'limit' : 'note'}>
          {kind === 'announcement' ? 'Announcement' : 'Question'}
        </Badge>
        <span>{label === null ? 'The contest' : `Problem ${label}`}</span>
        {jury?.participant != null && <span className="wrap-anywhere">from {jury.participant}</span>}
        {of.own && jury === null && <span>yours</span>}
        <Ago at={of.askedAt} />
      </p>
      {question !== null && <p className="whitespace-pre-wrap wrap-anywhere">{question}</p>}
      {answer !== null && (
        <div className={cx('whitespace-pre-wrap wrap-anywhere', kind === 'question' && 'border-l-3 border-mark pl-3')}>
          {kind === 'question' && (
            <p className="caption">{audience === 'everybody' ? 'Answer to everybody' : 'Answer'}</p>
          )}
          <p>{answer}</p>
        </div>
      )}
      {answer === null && jury === null && <p className="text-sm text-muted">The jury has not answered yet.</p>}
      {jury === null && fresh && <Seen contest={contest} of={of} />}
      {jury !== null && <AtTheDesk contest={contest} of={of} />}
    </article>
  );
}

function Seen({ contest, of }: CardProps) {
  const forget = useForget(contest.slug);
  const seen = useAct({
    act: () =>
      docket.call(acknowledgeClarification, { params: { id: contest.slug, clarificationId: of.clarificationId } }),
    onSuccess: forget,
  });
  return (
    <>
      <Button size="small" className="justify-self-start" busy={seen.isPending} onClick={() => seen.mutate()}>
        Got it
      </Button>
      {seen.isError && <Failure error={seen.error} />}
    </>
  );
}

function AtTheDesk({ contest, of }: CardProps) {
  const { jury, status, kind } = of;
  const own = useSession()?.username;
  const [answering, setAnswering] = useState(false);
  const forget = useForget(contest.slug);
  const claim = useAct({
    act: (claimed: boolean) =>
      docket.call(claimClarification, {
        params: { id: contest.slug, clarificationId: of.clarificationId },
        body: { claimed },
      }),
    onSuccess: forget,
  });
  const claimedBy = jury?.claimedBy ?? null;
  const byOther = claimedBy !== null && claimedBy !== own;
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap gap-x-4 text-sm text-muted">
        {claimedBy !== null && status === 'open' && (
          <span>{byOther ? `${claimedBy} looks after it` : 'You look after it'}</span>
        )}
        {jury?.answeredBy != null && <span>by {jury.answeredBy}</span>}
        {status === 'answered' && jury !== null && <span>seen by {plural(jury.acknowledgements, 'participant')}</span>}
      </p>
      {claim.isError && <Failure error={claim.error} />}
      {kind === 'question' && !answering && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            variant={status === 'open' ? 'primary' : 'secondary'}
            disabled={byOther}
            onClick={() => setAnswering(true)}
          >
            {status === 'open' ? 'Answer' : 'Change the answer'}
          </Button>
          {status === 'open' && !byOther && (
            <Button size="small" busy={claim.isPending} onClick={() => claim.mutate(claimedBy === null)}>
              {claimedBy === null ? 'Take it' : 'Leave it to others'}
            </Button>
          )}
        </div>
      )}
      {answering && <AnswerForm contest={contest} of={of} onDone={() => setAnswering(false)} />}
    </div>
  );
}

const AUDIENCES = [
  { value: 'asker', label: 'Only who asked' },
  { value: 'everybody', label: 'Everybody' },
] as const;

function AnswerForm({ contest, of, onDone }: CardProps & { readonly onDone: () => void }) {
  const forget = useForget(contest.slug);
  const form = useForm({
    initial: { answer: of.answer ?? '', audience: of.audience },
    schema: answerClarification.body,
    send: (body) =>
      docket.call(answerClarification, { params: { id: contest.slug, clarificationId: of.clarificationId }, body }),
    onDone: async () => {
      await forget();
      onDone();
    },
  });
  const canned = contest.jury?.cannedAnswers ?? [];
  return (
    <form {...form.props} className="grid gap-3" aria-label="Answer">
      {canned.length > 0 && (
        <Select
          label="Canned answer"
          value={canned.includes(form.draft.answer) ? form.draft.answer : ''}
          options={[{ value: '', label: 'Choose one' }, ...canned.map((text) => ({ value: text, label: text }))]}
          onChange={(answer) => form.set({ answer })}
        />
      )}
      <TextArea
        label="Answer"
        {...form.bind('answer')}
        value={form.draft.answer}
        onChange={(answer) => form.set({ answer })}
      />
      <Segmented
        label="For"
        options={AUDIENCES}
        value={form.draft.audience}
        onChange={(audience) => form.set({ audience })}
      />
      {form.failure !== null && <Failure error={form.failure} />}
      <div className="flex gap-2">
        <Button variant="primary" size="small" {...form.button}>
          Send the answer
        </Button>
        <Button size="small" onClick={onDone}>
          Close
        </Button>
      </div>
    </form>
  );
}
