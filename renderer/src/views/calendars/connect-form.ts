/** From the fields of "connect a calendar" to the contract's request. Pure. Secrets are no part of it. */
import type { ActionRequest } from '../../../../shared/actions.ts';
import type { Workspace } from '../../../../shared/entities.ts';

export type ConnectRequest = Extract<ActionRequest, { readonly kind: 'calendar.connect' }>;
export type ConnectPlatform = ConnectRequest['platform'];

export interface ConnectFields {
  /** Null: none that may be changed. */
  readonly workspaceId: number | null;
  readonly platform: ConnectPlatform;
  readonly oauthClientId: string;
  readonly mailbox: string;
  readonly sendOauthEmail: boolean;
}

export type ConnectErrors = Readonly<Partial<Record<'workspaceId' | 'oauthClientId' | 'mailbox', string>>>;

/** What the form starts from: the first workspace in scope that may be changed. */
export function initialConnectFields(
  workspaces: readonly Workspace[],
  scope: readonly number[] | 'all',
): ConnectFields {
  const open = workspaces.filter(({ mode }) => mode === 'operate');
  const inScope = open.find(({ id }) => scope === 'all' || scope.includes(id));
  return {
    workspaceId: (inScope ?? open[0])?.id ?? null,
    platform: 'google_calendar',
    oauthClientId: '',
    mailbox: '',
    sendOauthEmail: false,
  };
}

/** What is missing or cannot be right, field by field, before the core is asked. */
export function checkConnectFields(fields: ConnectFields): ConnectErrors {
  return {
    ...(fields.workspaceId === null
      ? { workspaceId: 'Every workspace is read-only. Set one to “operate” first.' }
      : {}),
    ...(fields.oauthClientId.trim() === '' ? { oauthClientId: 'Enter the client id of your OAuth app.' } : {}),
    ...(/^\S+@\S+$/.test(fields.mailbox.trim())
      ? {}
      : { mailbox: 'Enter the e-mail address of the mailbox that gave its consent.' }),
  };
}

/** The request; null while something is missing. */
export function connectRequest(fields: ConnectFields): ConnectRequest | null {
  const { workspaceId, platform, sendOauthEmail } = fields;
  if (workspaceId === null || Object.keys(checkConnectFields(fields)).length > 0) return null;
  return {
    kind: 'calendar.connect',
    workspaceId,
    platform,
    oauthClientId: fields.oauthClientId.trim(),
    mailbox: fields.mailbox.trim(),
    ...(sendOauthEmail ? { sendOauthEmail } : {}),
  };
}
