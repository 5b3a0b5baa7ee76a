import { difficulties } from '@docket/contracts/http/problem';
import { submissionStatus } from '@docket/contracts/judge/verdict';
import { createRoute } from '@tanstack/react-router';
import { given } from '../lib/given.ts';
import { lazyPage } from '../lib/lazy-page.ts';
import { root } from './root.ts';
import { oneOf, text, texts } from './search.ts';

const problems = createRoute({
  getParentRoute: () => root,
  path: '/problems',
  validateSearch: (search: Record<string, unknown>) => {
    const tags = texts(search['tag']);
    return given({
      q: text(search['q']),
      tag: tags.length > 0 ? tags : undefined,
      difficulty: oneOf(difficulties, search['difficulty']),
      solved: oneOf(['solved', 'tried', 'untouched'], search['solved']),
      sort: oneOf(['title', 'difficulty', 'acceptance'], search['sort']),
    });
  },
  component: lazyPage(() => import('../features/problem/components/problem-list-page.tsx'), 'ProblemListPage'),
});

const problem = createRoute({
  getParentRoute: () => root,
  path: '/problems/$slug',
  validateSearch: (search: Record<string, unknown>) => given({ submission: text(search['submission']) }),
  component: lazyPage(() => import('../features/workbench/components/problem-page.tsx'), 'ProblemPage'),
});

const submissions = createRoute({
  getParentRoute: () => root,
  path: '/submissions',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      problemId: text(search['problemId']),
      status: oneOf(submissionStatus.options, search['status']),
      language: text(search['language']),
    }),
  component: lazyPage(() => import('../features/submission/components/submission-list-page.tsx'), 'SubmissionListPage'),
});

const submission = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$id',
  component: lazyPage(() => import('../features/submission/components/submission-page.tsx'), 'SubmissionPage'),
});

const ownProfile = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  component: lazyPage(() => import('../features/profile/components/own-profile-page.tsx'), 'OwnProfilePage'),
});

const profile = createRoute({
  getParentRoute: () => root,
  path: '/profile/$username',
  component: lazyPage(() => import('../features/profile/components/profile-page.tsx'), 'ProfilePage'),
});

/** Practising: problems, submissions, and who made them. */
export const judgeRoutes = [problems, problem, submissions, submission, ownProfile, profile] as const;
