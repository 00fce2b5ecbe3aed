/** Audit entries of changes that Callboard makes to itself: written when they are done, for nothing is sent anywhere. */
import type { AuditTarget } from '../../shared/actions.ts';
import type { Topic } from '../../shared/channels.ts';
import type { Clock, HostInfo } from './deps.ts';
import type { Store } from './store/types.ts';

export interface LocalChange {
  /** `<noun>.<verb>` as in the contract. */
  readonly action: string;
  readonly target: AuditTarget;
  readonly targetId: string | null;
  readonly targetLabel: string | null;
  readonly workspace: { readonly id: number; readonly name: string } | null;
  /** In words, without secrets. */
  readonly what: string;
}

export interface LocalAuditDeps {
  readonly store: Pick<Store, 'audit'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly host: HostInfo;
  readonly changed: (topic: Topic, workspaceId: number | null) => void;
}

export function auditLocal({ store, clock, host, changed }: LocalAuditDeps, change: LocalChange): void {
  const at = clock.now();
  const { action, target, targetId, targetLabel, workspace, what } = change;
  store.audit(
    {
      at,
      actor: { ...host.actor },
      workspaceId: workspace?.id ?? null,
      workspaceName: workspace?.name ?? null,
      action,
      target,
      targetId,
      targetLabel,
      jobId: null,
      sent: what,
    },
    { type: 'settled', at, state: 'done', answer: 'saved in Callboard', status: null },
  );
  changed('audit', workspace?.id ?? null);
}
