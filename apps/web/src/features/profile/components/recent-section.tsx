import type { ProfileRecord } from '@docket/contracts/http/profile';
import { Link } from '@tanstack/react-router';
import { Ago } from '../../../ui/ago.tsx';
import { ROW_LINK } from '../../../ui/row-list.tsx';
import { DifficultyLabel } from '../../problem/components/difficulty.tsx';
import { Section } from './section.tsx';

type RecentProps = { readonly recent: NonNullable<ProfileRecord['recent']>; readonly hidden: boolean };

/** What somebody solved last. */
export function RecentSection({ recent, hidden }: RecentProps) {
  if (recent.length === 0) return null;
  return (
    <Section title="Recently solved" hidden={hidden}>
      <ul className="-mx-4 divide-y divide-line sm:-mx-5">
        {recent.map(({ slug, title, difficulty, solvedAt }) => (
          <li key={slug} className="relative flex min-h-(--row) flex-wrap items-center gap-x-4 px-4 py-2 sm:px-5">
            <Link
              to="/problems/$slug"
              params={{ slug }}
              className={`min-w-0 grow font-medium wrap-anywhere ${ROW_LINK}`}
            >
              {title}
            </Link>
            <DifficultyLabel difficulty={difficulty} />
            <span className="text-sm text-muted">
              <Ago at={solvedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
