/** The column that a figure is in; one outside of all is in the one that is nearest. */
export function columnOf(columns: readonly { readonly to: number }[], figure: number): number {
  const at = columns.findIndex(({ to }) => figure < to);
  return at === -1 ? columns.length - 1 : at;
}
