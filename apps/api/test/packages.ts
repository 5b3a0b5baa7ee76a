import { writeZip, type ZipEntry } from '@docket/problem-package/zip-writer';

export type TestPackage = {
  readonly slug: string;
  readonly name?: string;
  readonly tags?: readonly string[];
  readonly difficulty?: string;
  readonly statement?: string;
  readonly tests?: readonly { readonly name: string; readonly input: string; readonly answer?: string }[];
  /** In place of a problem.yaml that has all of it. */
  readonly yaml?: string;
  readonly extra?: readonly ZipEntry[];
};

/** A small valid problem package as a zip. */
export function packageZip(options: TestPackage): Uint8Array<ArrayBuffer> {
  const root = options.slug;
  const tests = options.tests ?? [
    { name: 'sample/1', input: '1 2\n', answer: '3\n' },
    { name: 'secret/1', input: '3 4\n', answer: '7\n' },
  ];
  const entries: ZipEntry[] = [
    {
      path: `${root}/problem.yaml`,
      content:
        options.yaml ??
        `problem_format_version: 2025-09\nname: ${JSON.stringify(options.name ?? options.slug)}\ntype: pass-fail\nuuid: 6b0fd9ac-2f6f-4a7f-9d1f-1f3c2a9b0d11\nlicense: cc0\nlimits:\n  time_limit: 1\n`,
    },
    {
      path: `${root}/docket.yaml`,
      content: `difficulty: ${options.difficulty ?? 'easy'}\ntags: ${JSON.stringify(options.tags ?? [])}\n`,
    },
    { path: `${root}/statement/problem.en.md`, content: options.statement ?? 'Add the two numbers.\n' },
    ...tests.flatMap(({ name, input, answer }) => [
      { path: `${root}/data/${name}.in`, content: input },
      ...(answer === undefined ? [] : [{ path: `${root}/data/${name}.ans`, content: answer }]),
    ]),
    ...(options.extra ?? []),
  ];
  return new Uint8Array(writeZip(entries));
}
