/** Leaving a record's page: back to where one came from, or to its list when the page was opened by its address. */
import { useCanGoBack, useRouter } from '@tanstack/react-router';

/** @param toList Where to go when there is nothing to go back to. */
export function useLeavePage(toList: () => void): () => void {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return () => {
    if (canGoBack) router.history.back();
    else toList();
  };
}
