import {
  changePost,
  deletePost,
  moderatePost,
  POST_MAX,
  reportPost,
  reportReasons,
  type Post,
} from '@docket/contracts/http/discussion';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useSession } from '../../../lib/session.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Select } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { toast } from '../../../ui/toast.tsx';
import { PRACTICE } from '../api/queries.ts';
import { UserText } from './user-text.tsx';

type PostCardProps = {
  readonly post: Post;
  readonly moderates: boolean;
  /** Of a thread's first post; undefined for replies. */
  readonly locked?: boolean | undefined;
  /** The thread takes changes. */
  readonly open: boolean;
  readonly onSpoil: () => void;
};

/** One post with what may be done to it. */
export function PostCard({ post, moderates, locked, open, onSpoil }: PostCardProps) {
  const [doing, setDoing] = useState<'edit' | 'delete' | 'report'>();
  const session = useSession();
  const loggedIn = session !== undefined;
  // About one's own somebody else decides.
  const decides = moderates && (!post.own || session?.role === 'admin');
  const end = () => setDoing(undefined);
  return (
    <article className="box grid gap-3 px-4 py-3" aria-label={`Post of ${post.author ?? 'somebody who took it back'}`}>
      <header className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <span className="font-medium text-ink">{post.author ?? 'Somebody'}</span>
        <Ago at={post.createdAt} />
        {post.editedAt !== null && <span>edited</span>}
        {post.hidden && <Badge tone="bad">Hidden</Badge>}
        {post.spoiler && !post.deleted && <Badge tone="limit">Spoiler</Badge>}
      </header>
      {post.deleted && <p className="text-muted">Its author has taken it back.</p>}
      {post.guarded && (
        <div className="grid justify-items-start gap-2">
          <p className="text-muted">This gives away how the problem is solved, which you have not done yet.</p>
          <Button size="small" onClick={onSpoil}>
            Show it all the same
          </Button>
        </div>
      )}
      {doing === 'edit' ? (
        <EditForm post={post} onDone={end} />
      ) : (
        post.text !== null && (
          <div className="min-w-0 overflow-x-auto">
            <UserText source={post.text} />
          </div>
        )
      )}
      {!post.deleted && doing !== 'edit' && (
        <footer className="flex flex-wrap gap-1">
          {post.own && open && !post.hidden && (
            <Button variant="ghost" size="small" onClick={() => setDoing('edit')}>
              Change
            </Button>
          )}
          {post.own && (
            <Button variant="ghost" size="small" onClick={() => setDoing('delete')}>
              Take back
            </Button>
          )}
          {!post.own && loggedIn && (
            <Button variant="ghost" size="small" onClick={() => setDoing('report')}>
              Report
            </Button>
          )}
          {decides && <Moderation post={post} locked={locked} />}
        </footer>
      )}
      {doing === 'delete' && <DeleteDialog post={post} onClose={end} />}
      {doing === 'report' && <ReportDialog post={post} onClose={end} />}
    </article>
  );
}

function useAgain() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: PRACTICE });
}

function EditForm({ post, onDone }: { readonly post: Post; readonly onDone: () => void }) {
  const again = useAgain();
  const form = useForm({
    initial: { text: post.text ?? '' },
    schema: changePost.body,
    send: (body) => docket.call(changePost, { params: { id: post.postId }, body }),
    onDone: async () => {
      await again();
      onDone();
    },
  });
  return (
    <form {...form.props} className="grid gap-3" aria-label="Change the post">
      <TextArea
        label="Text"
        {...form.bind('text')}
        rows={6}
        maxLength={POST_MAX}
        value={form.draft.text}
        onChange={(text) => form.set({ text })}
      />
      {form.failure !== null && <Failure error={form.failure} />}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" {...form.button}>
          Keep the change
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

type DialogProps = { readonly post: Post; readonly onClose: () => void };

function DeleteDialog({ post, onClose }: DialogProps) {
  const again = useAgain();
  const act = useAct({
    act: () => docket.call(deletePost, { params: { id: post.postId } }),
    onSuccess: async () => {
      await again();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title="Take it back?"
      action="Take the post back"
      keep="Keep the post"
      danger
      busy={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate()}
      onClose={onClose}
    >
      <p>Its text is deleted. What others replied stays.</p>
    </ConfirmDialog>
  );
}

const REASONS = {
  spam: 'Advertising or nonsense',
  abuse: 'Insults somebody',
  spoiler: 'Gives a solution away unmarked',
  other: 'Something else',
} as const satisfies Record<(typeof reportReasons)[number], string>;

export function reasonWords(reason: (typeof reportReasons)[number]): string {
  return REASONS[reason];
}

function ReportDialog({ post, onClose }: DialogProps) {
  const form = useForm({
    initial: { reason: 'spam', note: '' },
    schema: reportPost.body,
    send: (body) => docket.call(reportPost, { params: { id: post.postId }, body }),
    onDone: () => {
      toast('ok', 'Thank you. The moderation will look at it.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title="Report this post"
      action="Report the post"
      keep="Leave it"
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <Select
        label="What is wrong with it?"
        value={form.draft.reason}
        options={reportReasons.map((reason) => ({ value: reason, label: REASONS[reason] }))}
        onChange={(reason) => form.set({ reason })}
      />
      <TextArea
        label="More about it, if you like"
        {...form.bind('note')}
        rows={3}
        value={form.draft.note}
        onChange={(note) => form.set({ note })}
      />
    </ConfirmDialog>
  );
}

/** Hides and shows, locks and opens. */
export function Moderation({
  post,
  locked,
  settle = false,
}: {
  readonly post: Post;
  readonly locked?: boolean | undefined;
  /** Its reports can be put aside. */
  readonly settle?: boolean;
}) {
  const again = useAgain();
  const act = useAct({
    act: (body: { hidden?: boolean; locked?: boolean; settled?: true }) =>
      docket.call(moderatePost, { params: { id: post.postId }, body }),
    onSuccess: again,
    onError: (error) => toast('bad', `That was not done. ${error.message}`),
  });
  return (
    <>
      <Button variant="ghost" size="small" busy={act.isPending} onClick={() => act.mutate({ hidden: !post.hidden })}>
        {post.hidden ? 'Show again' : 'Hide'}
      </Button>
      {locked !== undefined && (
        <Button variant="ghost" size="small" onClick={() => act.mutate({ locked: !locked })}>
          {locked ? 'Open the discussion' : 'Lock the discussion'}
        </Button>
      )}
      {settle && (
        <Button variant="ghost" size="small" onClick={() => act.mutate({ settled: true })}>
          Nothing is wrong with it
        </Button>
      )}
    </>
  );
}
