import type { SourceFile } from '@docket/contracts/http/submission';
import type { StoredJudging } from '@docket/domain/judge/problem/stored-judging';
import { withDriver } from '@docket/problem-package/function/table';
import { withIncluded } from '@docket/problem-package/include';

/** What is compiled of what was sent: with the problem's own files, and of a function problem with its driver. `problem`: why it cannot be. */
export function submittedFiles(
  files: readonly SourceFile[],
  language: string,
  judging: Pick<StoredJudging, 'include' | 'function'> | null,
): { readonly files: readonly SourceFile[] } | { readonly problem: string } {
  const included = withIncluded(files, language, judging?.include);
  const signature = judging?.function?.signature;
  return signature === undefined ? { files: included } : withDriver(included, language, signature);
}
