/** The global part of the address, for components. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { WorkspaceScope } from '../../shared/filters.ts';
import { scopeOf, scopeText, type GlobalSearch, type TimeZoneChoice } from './address.ts';

/** The workspaces in scope; the same object as long as the address does not change. */
export function useScope(): WorkspaceScope {
  const ws = useSearch({ strict: false, select: (search) => search.ws });
  return useMemo(() => scopeOf(ws), [ws]);
}

/** Changes the scope and stays on the page; the selection goes, because it may be out of scope. */
export function useSetScope(): (scope: WorkspaceScope) => void {
  const navigate = useNavigate();
  return useCallback(
    (scope) =>
      void navigate({ to: '.', search: (now: GlobalSearch) => ({ ...now, ws: scopeText(scope), sel: undefined }) }),
    [navigate],
  );
}

/** The zone that the address asks for; undefined when it asks for none. */
export function useAddressTimeZone(): TimeZoneChoice | undefined {
  return useSearch({ strict: false, select: (search) => search.tz });
}
