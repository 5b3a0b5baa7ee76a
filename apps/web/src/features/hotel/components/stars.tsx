/** Stars as an official class has them; nothing where a house has none. */
export function Stars({ stars }: { readonly stars: number }) {
  if (stars === 0) return null;
  return (
    <span className="inline-flex items-center gap-0.5 align-middle text-limit">
      <span className="sr-only">{stars === 1 ? '1 star' : `${stars} stars`}</span>
      {Array.from({ length: stars }, (_, index) => (
        <svg key={index} viewBox="0 0 20 20" width="0.8em" height="0.8em" fill="currentColor" aria-hidden="true">
          <path d="m10 1.500 2.600 5.500 6 .800-4.400 4.200 1.100 6L10 15.100 4.700 18l1.100-6L1.400 7.800l6-.800Z" />
        </svg>
      ))}
    </span>
  );
}
