/** The window: queries, commands and router around everything. */
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useEffect, type ReactElement } from 'react';
import type { AppRouter } from './router.tsx';

export interface AppProps {
  readonly queryClient: QueryClient;
  readonly router: AppRouter;
  /** The address that the router has read. */
  readonly opened: string;
}

export function App({ queryClient, router, opened }: AppProps): ReactElement {
  useEffect(() => {
    // The router hears of a new address only once it is drawn; one that came before that would be lost.
    if (router.history.location.href !== opened) void router.load();
  }, [router, opened]);
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>
  );
}
