/** The open part of a record's page, kept in its address. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { DetailTab } from './list-address.ts';

/** The tab and the way to change it; changing it leaves no trace in the history. */
export function useRecordTab(): [DetailTab | 'overview', (tab: DetailTab | 'overview') => void] {
  const navigate = useNavigate();
  const tab = useSearch({ strict: false, select: (search) => search.tab }) ?? 'overview';
  return [
    tab,
    (next) =>
      void navigate({
        to: '.',
        search: (old) => ({ ...old, tab: next === 'overview' ? undefined : next }),
        replace: true,
      }),
  ];
}
