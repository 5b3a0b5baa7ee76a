/** What a submission sent as bare `code` is stored as; the language's own rule renames it in the box where it must (Java). */
export function singleFileName(extension: string): string {
  return `main${extension.startsWith('.') ? extension : `.${extension}`}`;
}
