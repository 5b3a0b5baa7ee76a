import { addFavourite, getNextUnsolved, removeFavourite, type getOwnMarks } from '@docket/contracts/http/practice';
import type { RouteResponse } from '@docket/contracts/http/route';
import { addToStudyList, removeFromStudyList } from '@docket/contracts/http/study-list';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { Failure } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { PRACTICE } from '../api/queries.ts';

type Marks = RouteResponse<typeof getOwnMarks>;

/** Favourite, lists, discussion and the way on. @param marks undefined: nobody is logged in, or they are not there yet */
export function MarksBar({ slug, marks }: { readonly slug: string; readonly marks: Marks | undefined }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {marks !== undefined && <FavouriteButton slug={slug} favourite={marks.favourite} />}
      {marks !== undefined && <ListsMenu slug={slug} lists={marks.lists} />}
      <Link to="/problems/$slug/discussion" params={{ slug }} className={buttonClass('secondary', 'small')}>
        Discussion
      </Link>
      <NextButton after={slug} />
    </div>
  );
}

function FavouriteButton({ slug, favourite }: { readonly slug: string; readonly favourite: boolean }) {
  const queryClient = useQueryClient();
  const act = useAct({
    act: (wanted: boolean) =>
      wanted ? docket.call(addFavourite, { params: { slug } }) : docket.call(removeFavourite, { params: { slug } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: PRACTICE }),
    onError: () => toast('bad', 'That was not kept. Try again.'),
  });
  const shown = act.isPending ? act.variables : favourite;
  return (
    <Button size="small" aria-pressed={shown} onClick={() => act.mutate(!favourite)}>
      <Icon name="star" className={cx(shown && 'fill-current text-limit')} />
      Favourite
    </Button>
  );
}

function ListsMenu({ slug, lists }: { readonly slug: string; readonly lists: Marks['lists'] }) {
  return (
    <Popover
      label="Study lists with this problem"
      triggerClass="border border-edge/60 bg-card shadow-card"
      trigger={
        <>
          <Icon name="stack" /> Lists
        </>
      }
    >
      {lists.length === 0 ? (
        <p className="px-3 py-2 text-sm text-muted">
          You have no lists yet. Make one on the page{' '}
          <Link to="/practice" className="link">
            Study
          </Link>
          .
        </p>
      ) : (
        <ul className="grid" aria-label="Your study lists">
          {lists.map((list) => (
            <ListChoice key={list.listId} slug={slug} list={list} />
          ))}
        </ul>
      )}
    </Popover>
  );
}

function ListChoice({ slug, list }: { readonly slug: string; readonly list: Marks['lists'][number] }) {
  const queryClient = useQueryClient();
  const act = useAct({
    act: (wanted: boolean) => {
      const asked = { params: { id: list.listId, slug } };
      return wanted ? docket.call(addToStudyList, asked) : docket.call(removeFromStudyList, asked);
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: PRACTICE }),
  });
  return (
    <li>
      <label className="flex min-h-10 cursor-pointer items-center gap-2 rounded-lg px-3 hover:bg-sunken">
        <input
          type="checkbox"
          checked={act.isPending ? act.variables : list.has}
          onChange={(event) => act.mutate(event.target.checked)}
        />
        <span className="min-w-0 break-words">{list.title}</span>
      </label>
      {act.isError && <Failure error={act.error} title="The list was not changed" />}
    </li>
  );
}

type NextButtonProps = { readonly after?: string; readonly list?: string; readonly label?: string };

/** To the next problem that one has not solved. */
export function NextButton({ after, list, label = 'Next unsolved' }: NextButtonProps) {
  const navigate = useNavigate();
  const act = useAct({
    act: () =>
      docket.call(getNextUnsolved, {
        query: { ...(after === undefined ? {} : { after }), ...(list === undefined ? {} : { list }) },
      }),
    onSuccess: ({ problem }) => {
      if (problem === null) toast('ok', 'Nothing is left unsolved here.');
      else void navigate({ to: '/problems/$slug', params: { slug: problem.slug } });
    },
    onError: () => toast('bad', 'The next problem could not be looked up. Try again.'),
  });
  return (
    <Button size="small" busy={act.isPending} onClick={() => act.mutate()}>
      {label} <Icon name="arrow" />
    </Button>
  );
}
