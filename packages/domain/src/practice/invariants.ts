import type { Rule } from '../spine/invariants/rule.ts';

export const practiceRules: readonly Rule[] = [
  {
    name: 'replies are counted',
    checks: 'every discussion counts the replies that it has',
    violations: `
      SELECT t.id FROM discussion_posts t
       WHERE t.thread_id IS NULL AND t.replies <> (SELECT count(*) FROM discussion_posts d WHERE d.thread_id = t.id)`,
  },
];
