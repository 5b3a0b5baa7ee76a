import { changeContest, deleteContest, type ContestDetail } from '@docket/contracts/http/contest';
import { setContestJury } from '@docket/contracts/http/contest-jury';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useForgetContest } from '../api/jury.ts';
import { changesOf, draftOf, wrongTimes } from '../contest-draft.ts';
import { ContestForm } from './contest-form.tsx';
import { JuryActs } from './jury-acts.tsx';
import { JuryFrame } from './jury-frame.tsx';

const route = getRouteApi('/contests/$slug/jury');

export function JuryPage() {
  const { slug } = route.useParams();
  return (
    <JuryFrame slug={slug} title="Contest">
      {(contest) => (
        <>
          {contest.closed && (
            <Notice tone="note" title="This is an assignment of a course">
              <p>It is published and deleted on the course’s page, and its staff and students are set there.</p>
            </Notice>
          )}
          {contest.visibility === 'DRAFT' && !contest.closed && <Publish contest={contest} />}
          <JuryActs contest={contest} />
          <Link
            to="/contests/$slug/resolver"
            params={{ slug }}
            className={buttonClass('secondary', 'normal', 'justify-self-start')}
          >
            Open the resolver
          </Link>
          {!contest.closed && <Members key={contest.jury?.members.length} contest={contest} />}
          <section aria-labelledby="settings" className="box grid gap-6 px-5 py-5">
            <h2 id="settings" className="font-semibold">
              Settings
            </h2>
            <Settings key={contest.contestId} contest={contest} />
          </section>
          {!contest.closed && <Delete contest={contest} />}
        </>
      )}
    </JuryFrame>
  );
}

function Publish({ contest }: { readonly contest: ContestDetail }) {
  const forget = useForgetContest();
  const publish = useAct({
    act: (visibility: 'LISTED' | 'LINK') =>
      docket.call(changeContest, { params: { id: contest.slug }, body: { visibility } }),
    onSuccess: forget,
  });
  return (
    <Notice tone="limit" title="This contest is a draft">
      <p>Only the jury sees it. Publish it, and people can register.</p>
      {publish.isError && <Failure error={publish.error} />}
      <p className="mt-2 flex flex-wrap gap-2">
        <Button variant="primary" size="small" busy={publish.isPending} onClick={() => publish.mutate('LISTED')}>
          Publish
        </Button>
        <Button size="small" onClick={() => publish.mutate('LINK')}>
          Publish for those who have the link
        </Button>
      </p>
    </Notice>
  );
}

function Settings({ contest }: { readonly contest: ContestDetail }) {
  const forget = useForgetContest();
  const [initial, setInitial] = useState(() => draftOf(contest));
  const navigate = useNavigate();
  const form = useForm({
    initial,
    schema: changeContest.body,
    body: (draft) => changesOf(draft, initial),
    check: wrongTimes,
    codes: { contest_slug_taken: ['slug', 'Another contest has this address'] },
    send: (body) => docket.call(changeContest, { params: { id: contest.slug }, body }),
    onDone: async (changed) => {
      toast('ok', 'Saved');
      setInitial(form.draft);
      await forget();
      if (changed.slug !== contest.slug)
        await navigate({ to: '/contests/$slug/jury', params: { slug: changed.slug }, replace: true });
    },
  });
  return <ContestForm form={form} action="Save" begun={contest.phase !== 'coming'} />;
}

function Members({ contest }: { readonly contest: ContestDetail }) {
  const forget = useForgetContest();
  const form = useForm({
    initial: { usernames: contest.jury?.members.map(({ username }) => username).join(', ') ?? '' },
    schema: setContestJury.body,
    body: ({ usernames }) => ({ usernames: usernames.split(/[\s,]+/).filter((name) => name !== '') }),
    codes: { user_not_found: ['usernames', 'One of them has no account'] },
    send: (body) => docket.call(setContestJury, { params: { id: contest.slug }, body }),
    onDone: async () => {
      toast('ok', 'The jury is set');
      await forget();
    },
  });
  return (
    <form
      {...form.props}
      className="box grid items-start gap-3 px-5 py-4 sm:grid-cols-[minmax(0,1fr)_auto]"
      aria-label="Jury"
    >
      <Field
        label="Jury"
        hint="User names, separated by commas. Whoever leaves loses the jury’s pages at once."
        autoCapitalize="none"
        spellCheck={false}
        {...form.text('usernames')}
      />
      <Button className="sm:mt-6.5" {...form.button}>
        Set the jury
      </Button>
      {form.failure !== null && <Failure error={form.failure} />}
    </form>
  );
}

function Delete({ contest }: { readonly contest: ContestDetail }) {
  const [asking, setAsking] = useState(false);
  const forget = useForgetContest();
  const navigate = useNavigate();
  const remove = useAct({
    act: () => docket.call(deleteContest, { params: { id: contest.slug } }),
    onSuccess: async () => {
      await navigate({ to: '/contests' });
      await forget();
    },
  });
  return (
    <>
      <Button variant="danger" className="justify-self-start" onClick={() => setAsking(true)}>
        Delete the contest
      </Button>
      {asking && (
        <ConfirmDialog
          danger
          title={`Delete ${contest.title}?`}
          action="Delete the contest"
          keep="Keep the contest"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>It is gone for good. A contest to which somebody has submitted cannot be deleted.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
