/** The audit log, as the router loads it. */
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useCommand } from '../../commands.ts';
import { EmptyState } from '../../components/basics/states.tsx';
import { useLeavePage } from '../use-leave-page.ts';
import { EntryDetail } from './entry-detail.tsx';

export { AuditView } from './audit-view.tsx';

/** The page at `/audit/$n`. */
export function AuditEntryPage(): ReactElement {
  const { n } = useParams({ from: '/audit/$n' });
  return /^\d{1,15}$/.test(n) ? (
    <Page key={n} n={Number(n)} />
  ) : (
    <EmptyState title="No audit entry at this address" text="The address is incomplete or was cut off." />
  );
}

function Page({ n }: { readonly n: number }): ReactElement {
  const navigate = useNavigate();
  const leave = useLeavePage(() => void navigate({ to: '/audit', search: { sel: String(n) }, replace: true }));
  useCommand('list.close', leave);
  return <EntryDetail n={n} page onClose={leave} />;
}
