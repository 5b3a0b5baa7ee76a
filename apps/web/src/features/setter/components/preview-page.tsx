import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTitle } from '../../../lib/use-title.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { problemVersionQuery } from '../../problem/api/queries.ts';
import { ProblemText } from '../../problem/components/problem-text.tsx';

const route = getRouteApi('/admin/problems/$slug/preview/$version');

/** A version as those will see it who are to solve it: without faults, tags of setters' eyes or a state. */
export function PreviewPage() {
  const { slug, version } = route.useParams();
  const number = Number(version);
  const problem = useQuery(problemVersionQuery(slug, number));
  useTitle(problem.data === undefined ? 'Preview' : `Preview of ${problem.data.title}`);
  if (problem.isError)
    return (
      <Page>
        <Failure error={problem.error} retry={() => void problem.refetch()} />
      </Page>
    );
  if (problem.data === undefined)
    return (
      <Page>
        <Loading label="Loading the preview" lines={8} />
      </Page>
    );
  const { faults: _, ...seen } = problem.data;
  return (
    <>
      <Page width="text">
        <Notice tone="note" title={`Version ${version}, as participants see it`}>
          <p>
            <Link to="/admin/problems/$slug" params={{ slug }} className="link">
              Back to the problem
            </Link>
          </p>
        </Notice>
      </Page>
      <ProblemText problem={{ ...seen, solved: null, status: 'PUBLISHED' }} version={number} />
    </>
  );
}
