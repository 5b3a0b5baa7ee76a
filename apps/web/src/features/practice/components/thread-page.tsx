import { DocketApiError } from '@docket/client/errors';
import { POST_MAX, replyTo } from '@docket/contracts/http/discussion';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Missing } from '../../../ui/missing.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { useProblem } from '../../problem/api/use-problems.ts';
import { PRACTICE, useThread } from '../api/queries.ts';
import { PostCard } from './post-card.tsx';
import { SpoilerBox } from './thread-form.tsx';

const route = getRouteApi('/problems/$slug/discussion/$id');

/** One discussion: what was asked or shared, and the replies as they come. */
export function ThreadPage() {
  const { slug, id } = route.useParams();
  const problem = useProblem(slug);
  const [spoil, setSpoil] = useState(false);
  const query = useThread(id, spoil, problem.data?.problemId);
  const [first] = query.data?.pages ?? [];
  useTitle(first?.thread.title === undefined ? 'Discussion' : first.thread.title);
  const loggedIn = useSession() !== undefined;
  const code = query.error instanceof DocketApiError ? query.error.code : undefined;
  if (code === 'thread_not_found' || code === 'invalid_request')
    return (
      <Missing
        title="There is no such discussion"
        way={
          <Link to="/problems/$slug/discussion" params={{ slug }} className={buttonClass()}>
            The discussions of this problem
          </Link>
        }
      >
        It may have been taken back or hidden.
      </Missing>
    );
  const replies = query.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page width="text" className="grid gap-4">
      <PageTitle
        above={
          <Link to="/problems/$slug/discussion" params={{ slug }} className="link">
            Discussion of {problem.data?.title ?? 'the problem'}
          </Link>
        }
      >
        {first === undefined ? 'Discussion' : first.thread.deleted ? 'Taken back' : first.thread.title}
      </PageTitle>
      {query.isPending && <Loading label="Loading the discussion" lines={6} />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {first !== undefined && (
        <>
          <PostCard
            post={first.thread}
            moderates={first.moderates}
            locked={first.thread.locked}
            open={!first.thread.locked}
            onSpoil={() => setSpoil(true)}
          />
          <h2 className="text-lg font-bold">{plural(first.thread.replies, 'reply', 'replies')}</h2>
          {replies.map((reply) => (
            <PostCard
              key={reply.postId}
              post={reply}
              moderates={first.moderates}
              open={!first.thread.locked}
              onSpoil={() => setSpoil(true)}
            />
          ))}
          <LoadMore paged={query} />
          {first.thread.locked ? (
            <p className="text-sm text-muted">This discussion is locked.</p>
          ) : (
            loggedIn && !first.thread.deleted && !first.thread.hidden && <ReplyForm id={id} />
          )}
        </>
      )}
    </Page>
  );
}

function ReplyForm({ id }: { readonly id: string }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initial: { text: '', spoiler: false },
    schema: replyTo.body,
    send: (body, idempotencyKey) => docket.call(replyTo, { params: { id }, body, idempotencyKey }),
    onDone: async () => {
      form.set({ text: '', spoiler: false });
      await queryClient.invalidateQueries({ queryKey: PRACTICE });
    },
  });
  return (
    <form {...form.props} className="box grid gap-3 px-4 py-3" aria-label="Reply">
      <TextArea
        label="Your reply"
        {...form.bind('text')}
        rows={5}
        maxLength={POST_MAX}
        value={form.draft.text}
        onChange={(text) => form.set({ text })}
      />
      <SpoilerBox checked={form.draft.spoiler} onChange={(spoiler) => form.set({ spoiler })} />
      {form.failure !== null && <Failure error={form.failure} title="Your reply was not posted" />}
      <Button variant="primary" className="justify-self-start" {...form.button}>
        Reply
      </Button>
    </form>
  );
}
