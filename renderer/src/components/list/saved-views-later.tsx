/** Saved views on the pages whose first frame is measured: nobody looks for a view before the rows are there. */
import { lazy, Suspense, type ComponentProps, type ReactElement } from 'react';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import type { SavedViews as Views } from './saved-views.tsx';

const SavedViews = lazy(async () => ({ default: (await import('./saved-views.tsx')).SavedViews }));

export function SavedViewsLater(props: ComponentProps<typeof Views>): ReactElement | null {
  if (!useAfterFirstFrame()) return null;
  return (
    <Suspense>
      <SavedViews {...props} />
    </Suspense>
  );
}
