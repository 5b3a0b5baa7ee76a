/** The files of a submission as one text; where there are several, each under a line with its name. */
export function textOf(files: readonly { readonly name: string; readonly content: string }[]): string {
  const [only] = files;
  if (only !== undefined && files.length === 1) return only.content;
  return files.map(({ name, content }) => `${name}:\n${content}`).join('\n');
}
