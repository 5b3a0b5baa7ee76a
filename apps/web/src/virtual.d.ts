/** Made by `vite.config.ts`. */
declare module 'virtual:contract-names' {
  const names: Readonly<Record<string, { readonly name: string; readonly from: string }>>;
  export default names;
}
