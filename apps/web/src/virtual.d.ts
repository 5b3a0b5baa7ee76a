/** Made by `vite.config.ts`. */
declare module 'virtual:contract-names' {
  const names: Readonly<Record<string, { readonly name: string; readonly from: string }>>;
  export default names;
}

/** Of 700 kB, whose type nobody needs to be told in full. */
declare module 'world-atlas/countries-50m.json' {
  const atlas: unknown;
  export default atlas;
}
