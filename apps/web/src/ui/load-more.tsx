import { Button } from './button.tsx';

type Paged = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
};

export function LoadMore({ paged }: { readonly paged: Paged }) {
  if (!paged.hasNextPage) return null;
  return (
    <div className="mt-6 flex justify-center">
      <Button
        busy={paged.isFetchingNextPage}
        onClick={() => {
          if (!paged.isFetchingNextPage) void paged.fetchNextPage();
        }}
      >
        Show more
      </Button>
    </div>
  );
}
