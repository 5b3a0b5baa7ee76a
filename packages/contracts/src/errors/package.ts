import type { ErrorTable } from './table.ts';

/** Problem packages that are brought in. */
export const packageErrors = {
  package_not_zip: [422, 'The problem package is not a readable zip archive'],
  package_unsafe_path: [422, 'The problem package has an entry that would leave its folder'],
  package_too_large: [422, 'The problem package unpacks to more than is accepted'],
  package_too_many_files: [422, 'The problem package has too many files'],
  package_invalid: [422, 'The problem package breaks a rule of the format'],
  package_unsupported: [422, 'The problem package asks for a feature this installation does not judge'],
} as const satisfies ErrorTable;
