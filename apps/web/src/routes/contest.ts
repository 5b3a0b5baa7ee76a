import { submissionStatus } from '@docket/contracts/judge/verdict';
import { createRoute } from '@tanstack/react-router';
import { given } from '../lib/given.ts';
import { lazyPage } from '../lib/lazy-page.ts';
import { admin } from './admin.ts';
import { root } from './root.ts';
import { oneOf, text } from './search.ts';

const contests = createRoute({
  getParentRoute: () => root,
  path: '/contests',
  validateSearch: (search: Record<string, unknown>) =>
    given({ q: text(search['q']), when: oneOf(['past', 'mine'], search['when']) }),
  component: lazyPage(() => import('../features/contest/components/contest-list-page.tsx'), 'ContestListPage'),
});

const ratings = createRoute({
  getParentRoute: () => root,
  path: '/ratings',
  validateSearch: (search: Record<string, unknown>) => given({ q: text(search['q']) }),
  component: lazyPage(() => import('../features/rating/components/ratings-page.tsx'), 'RatingsPage'),
});

const contest = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug',
  component: lazyPage(() => import('../features/contest/components/overview-page.tsx'), 'OverviewPage'),
});

const contestProblems = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/problems',
  component: lazyPage(() => import('../features/contest/components/problems-page.tsx'), 'ProblemsPage'),
});

const contestProblem = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/problems/$label',
  validateSearch: (search: Record<string, unknown>) => given({ submission: text(search['submission']) }),
  component: lazyPage(() => import('../features/contest/components/contest-problem-page.tsx'), 'ContestProblemPage'),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/board',
  validateSearch: (search: Record<string, unknown>) =>
    given({ q: text(search['q']), group: text(search['group']), view: oneOf(['jury'], search['view']) }),
  component: lazyPage(() => import('../features/contest/components/board-page.tsx'), 'BoardPage'),
});

const projector = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/board/projector',
  component: lazyPage(() => import('../features/contest/components/projector-page.tsx'), 'ProjectorPage'),
});

const resolver = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/resolver',
  component: lazyPage(() => import('../features/contest/components/resolver-page.tsx'), 'ResolverPage'),
});

const contestSubmissions = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/submissions',
  validateSearch: (search: Record<string, unknown>) => given({ label: text(search['label']) }),
  component: lazyPage(() => import('../features/contest/components/own-submissions-page.tsx'), 'OwnSubmissionsPage'),
});

const clarifications = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/clarifications',
  component: lazyPage(() => import('../features/contest/components/clarifications-page.tsx'), 'ClarificationsPage'),
});

const statistics = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/statistics',
  component: lazyPage(() => import('../features/contest/components/statistics-page.tsx'), 'StatisticsPage'),
});

const jury = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/jury',
  component: lazyPage(() => import('../features/contest/components/jury-page.tsx'), 'JuryPage'),
});

const juryProblems = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/jury/problems',
  component: lazyPage(() => import('../features/contest/components/jury-problems-page.tsx'), 'JuryProblemsPage'),
});

const juryParticipants = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/jury/participants',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      q: text(search['q']),
      status: oneOf(['pending', 'registered', 'rejected', 'disqualified'], search['status']),
    }),
  component: lazyPage(
    () => import('../features/contest/components/jury-participants-page.tsx'),
    'JuryParticipantsPage',
  ),
});

const jurySubmissions = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/jury/submissions',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      label: text(search['label']),
      status: oneOf(submissionStatus.options, search['status']),
      language: text(search['language']),
      participantId: text(search['participantId']),
      left: text(search['left']),
      right: text(search['right']),
    }),
  component: lazyPage(() => import('../features/contest/components/jury-submissions-page.tsx'), 'JurySubmissionsPage'),
});

const juryRejudges = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/jury/rejudges',
  component: lazyPage(() => import('../features/contest/components/jury-rejudges-page.tsx'), 'JuryRejudgesPage'),
});

const juryRejudge = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/jury/rejudges/$id',
  component: lazyPage(() => import('../features/contest/components/jury-rejudge-page.tsx'), 'JuryRejudgePage'),
});

const juryQueues = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/jury/queues',
  component: lazyPage(() => import('../features/contest/components/jury-queues-page.tsx'), 'JuryQueuesPage'),
});

const juryAudit = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/jury/audit',
  component: lazyPage(() => import('../features/contest/components/jury-audit-page.tsx'), 'JuryAuditPage'),
});

const jurySimilarity = createRoute({
  getParentRoute: () => root,
  path: '/contests/$slug/jury/similarity',
  validateSearch: (search: Record<string, unknown>) =>
    given({ report: text(search['report']), pair: text(search['pair']) }),
  component: lazyPage(() => import('../features/contest/components/jury-similarity-page.tsx'), 'JurySimilarityPage'),
});

const ownContests = createRoute({
  getParentRoute: () => admin,
  path: '/contests',
  component: lazyPage(() => import('../features/contest/components/new-contest-page.tsx'), 'NewContestPage'),
});

/** Contests, for those who take part, watch, and run them. */
export const contestRoutes = [
  contests,
  ratings,
  contest,
  contestProblems,
  contestProblem,
  board,
  projector,
  resolver,
  contestSubmissions,
  clarifications,
  statistics,
  jury,
  juryProblems,
  juryParticipants,
  jurySubmissions,
  juryRejudges,
  juryRejudge,
  juryQueues,
  jurySimilarity,
  juryAudit,
] as const;

/** What setters have of it beside their other pages. */
export const contestAdminRoutes = [ownContests] as const;
