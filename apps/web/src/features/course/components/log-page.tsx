import type { CourseDetail } from '@docket/contracts/http/course';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { AuditRows } from '../../contest/components/audit-rows.tsx';
import { auditQuery } from '../api/queries.ts';
import { CourseFrame } from './course-frame.tsx';

const route = getRouteApi('/courses/$slug/log');

export function LogPage() {
  const { slug } = route.useParams();
  return (
    <CourseFrame slug={slug} title="Audit log" staffOnly>
      {(course) => <Log course={course} />}
    </CourseFrame>
  );
}

/** All that the staff did, newest first. */
function Log({ course }: { readonly course: CourseDetail }) {
  const audit = useInfiniteQuery(auditQuery(course.slug));
  const shown = audit.data?.pages.flatMap((page) => page.data);
  if (audit.isPending) return <RowsLoading label="Loading the log" />;
  if (shown === undefined) return <Failure error={audit.error} retry={() => void audit.refetch()} />;
  if (shown.length === 0) return <Empty title="The staff has done nothing yet" />;
  return (
    <div>
      <AuditRows entries={shown} />
      <LoadMore paged={audit} />
    </div>
  );
}
