export function ResolverPage() {
  return null;
}
