import { changeStudyList, deleteStudyList, type StudyListDetail } from '@docket/contracts/http/study-list';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { ProblemRows } from '../../problem/components/problem-row.tsx';
import { PRACTICE, useStudyList } from '../api/queries.ts';
import { NextButton } from './marks-bar.tsx';
import { Progress } from './practice-page.tsx';
import { UserText } from './user-text.tsx';

const route = getRouteApi('/practice/lists/$id');

export function StudyListPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="studyList" id={id}>
      <StudyList key={id} id={id} />
    </AtId>
  );
}

function StudyList({ id }: { readonly id: string }) {
  const query = useStudyList(id);
  const list = query.data;
  const [doing, setDoing] = useState<'edit' | 'delete'>();
  useTitle(list?.title ?? 'Study list');
  if (isNoSuch('studyList', query.error)) return <NoSuch kind="studyList" />;
  return (
    <Page className="grid gap-5">
      <PageTitle
        above={
          <Link to="/practice" className="link">
            Study
          </Link>
        }
        aside={list !== undefined && <NextButton list={id} />}
      >
        {list?.title ?? 'Study list'}
      </PageTitle>
      {query.isPending && <RowsLoading label="Loading the study list" rows={6} />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {list !== undefined && (
        <>
          <div className="flex flex-wrap items-center gap-3">
            {list.official && <Badge tone="note">Official</Badge>}
            <Progress solved={list.solved} problems={list.problems} />
            {list.own && (
              <div className="ml-auto flex gap-2">
                <Button size="small" aria-expanded={doing === 'edit'} onClick={() => setDoing('edit')}>
                  Edit
                </Button>
                <Button size="small" variant="danger" onClick={() => setDoing('delete')}>
                  Delete
                </Button>
              </div>
            )}
          </div>
          {list.description !== '' && <UserText source={list.description} />}
          {doing === 'edit' && <EditForm list={list} onDone={() => setDoing(undefined)} />}
          {list.data.length === 0 ? (
            <Empty title="This list is empty">Add problems with “Lists” below their statement.</Empty>
          ) : (
            <ProblemRows problems={list.data} />
          )}
          {doing === 'delete' && <DeleteDialog list={list} onClose={() => setDoing(undefined)} />}
        </>
      )}
    </Page>
  );
}

type ListProps = { readonly list: StudyListDetail };

/** Title, description and the problems in their order, by the names in their addresses. */
function EditForm({ list, onDone }: ListProps & { readonly onDone: () => void }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initial: {
      title: list.title,
      description: list.description,
      problems: list.data.map(({ slug }) => slug).join('\n'),
    },
    schema: changeStudyList.body,
    body: ({ problems, ...rest }) => ({ ...rest, problems: problems.split(/\s+/).filter((slug) => slug !== '') }),
    send: (body) => docket.call(changeStudyList, { params: { id: list.listId }, body }),
    onDone: async () => {
      await queryClient.invalidateQueries({ queryKey: PRACTICE });
      onDone();
    },
  });
  return (
    <form {...form.props} className="box grid gap-4 px-5 py-4" aria-label="Edit the list">
      <Field label="Title" {...form.text('title')} />
      <TextArea
        label="Description"
        {...form.bind('description')}
        rows={3}
        value={form.draft.description}
        onChange={(description) => form.set({ description })}
      />
      <TextArea
        label="Problems"
        hint="One a line, in their order, as their addresses name them."
        mono
        {...form.bind('problems')}
        rows={8}
        value={form.draft.problems}
        onChange={(problems) => form.set({ problems })}
      />
      {form.failure !== null && <Failure error={form.failure} />}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" {...form.button}>
          Keep the changes
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

function DeleteDialog({ list, onClose }: ListProps & { readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const act = useAct({
    act: () => docket.call(deleteStudyList, { params: { id: list.listId } }),
    onSuccess: async () => {
      await navigate({ to: '/practice' });
      await queryClient.invalidateQueries({ queryKey: PRACTICE });
    },
  });
  return (
    <ConfirmDialog
      title={`Delete ${list.title}?`}
      action="Delete the list"
      keep="Keep the list"
      danger
      busy={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate()}
      onClose={onClose}
    >
      <p>The problems and what you solved of them stay.</p>
    </ConfirmDialog>
  );
}
