import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Failure, RowsLoading } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { useExport, versionsQuery } from '../api/queries.ts';
import { ToolsPanel } from './tools-panel.tsx';
import { TrialsPanel } from './trials-panel.tsx';
import { VersionsPanel } from './versions-panel.tsx';

const route = getRouteApi('/admin/problems/$slug');
const PARTS = [
  { id: 'tests', label: 'Tests' },
  { id: 'tools', label: 'Tools' },
  { id: 'versions', label: 'Versions' },
] as const;

/** One problem of a setter's: what its programs do on its tests, jobs in the sandbox, and its versions. */
export function SetterPage() {
  const { slug } = route.useParams();
  const { part = 'tests' } = route.useSearch();
  const navigate = route.useNavigate();
  const versions = useQuery(versionsQuery(slug));
  const save = useExport(slug);
  const all = versions.data?.data ?? [];
  const [newest] = all;
  useTitle(newest?.title ?? 'Problem');
  if (versions.isError) {
    return (
      <Page>
        <Failure error={versions.error} retry={() => void versions.refetch()} />
      </Page>
    );
  }
  if (newest === undefined) {
    return (
      <Page>
        <RowsLoading label="Loading the problem" rows={4} />
      </Page>
    );
  }
  return (
    <Page>
      <PageTitle
        above={
          <Link to="/admin/problems" className="link">
            My problems
          </Link>
        }
        aside={
          <div className="flex flex-wrap gap-2">
            <Link
              to="/admin/problems/$slug/preview/$version"
              params={{ slug, version: String(newest.version) }}
              className={buttonClass('secondary')}
            >
              Preview
            </Link>
            <Button busy={save.isPending} onClick={() => save.mutate()}>
              Export package
            </Button>
          </div>
        }
      >
        {newest.title}
      </PageTitle>
      {save.isError && (
        <p role="alert" className="mb-4 text-sm text-bad">
          {save.error.message}
        </p>
      )}
      <Tabs
        compact
        label="Parts of the problem"
        prefix="setter"
        tabs={PARTS}
        chosen={part}
        onChoose={(id) => void navigate({ search: { part: id }, replace: true })}
      />
      <div role="tabpanel" id={`setter-panel-${part}`} aria-labelledby={`setter-tab-${part}`} className="pt-5">
        {part === 'tests' && <TrialsPanel slug={slug} />}
        {part === 'tools' && <ToolsPanel slug={slug} />}
        {part === 'versions' && <VersionsPanel slug={slug} versions={all} />}
      </div>
    </Page>
  );
}
