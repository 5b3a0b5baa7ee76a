import type { ProblemDetail } from '@docket/contracts/http/problem';
import { Statement } from '../../problem/components/statement.tsx';

/** None of these texts shows pictures. */
const NO_FILES: NonNullable<ProblemDetail['files']> = [];

/** Markdown of a setter or of anybody, sanitised as statements are. */
export function UserText({ source }: { readonly source: string }) {
  return <Statement source={source} files={NO_FILES} />;
}
