/** The audit log in words. Pure. */
import { ACTION_KINDS, type AuditState } from '../../../../shared/values.ts';
import type { AuditEntry } from '../../../../shared/actions.ts';
import { titled } from '../../format/words.ts';
import { ACTION_NAMES, type ToneMark } from '../jobs/words.ts';

export const AUDIT_MARKS: Readonly<Record<AuditState, ToneMark>> = {
  intended: { shape: '◌', word: 'Intended', tone: 'wait' },
  done: { shape: '●', word: 'Done', tone: 'ok' },
  failed: { shape: '✕', word: 'Failed', tone: 'bad' },
  unknown: { shape: '◆', word: 'Unknown', tone: 'unknown' },
};

export const AUDIT_MEANING: Readonly<Record<AuditState, string>> = {
  intended: 'Written before the call; what came of it is not written yet.',
  done: 'It was carried out.',
  failed: 'It was not carried out.',
  unknown: 'It was sent, and nobody can say whether it took effect.',
};

/** Changes of Callboard's own things that are in the log besides the actions at Recall. */
const LOCAL_ACTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'workspace.add': 'Add workspace',
    'workspace.update': 'Change workspace',
    'workspace.remove': 'Remove workspace',
    'oauth_client.save': 'Register OAuth client',
    'oauth_client.remove': 'Remove OAuth client',
    'app.protect': 'Lock or unlock',
    'database.rebuild': 'Rebuild database',
  }),
);

/** What an action is called; one that is not known by its own name, readable. */
export function actionName(action: string): string {
  const kind = ACTION_KINDS.find((known) => known === action);
  return kind === undefined ? (LOCAL_ACTIONS.get(action) ?? titled(action.replaceAll('.', ' '))) : ACTION_NAMES[kind];
}

/** The actions that one can filter by, in the order in which they are offered. */
export const ACTION_CHOICES: readonly { readonly value: string; readonly label: string }[] = [
  ...ACTION_KINDS,
  ...LOCAL_ACTIONS.keys(),
].map((value) => ({ value, label: actionName(value) }));

/** What an entry is about, by the name that it had then. */
export function targetName({ target, targetLabel, targetId }: AuditEntry): string {
  return targetLabel ?? targetId ?? (target === 'app' ? 'Callboard' : 'a new one');
}

export const auditKey = (entry: AuditEntry): string => String(entry.n);
