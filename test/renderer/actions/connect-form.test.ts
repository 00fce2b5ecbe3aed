import { describe, expect, it } from 'vitest';
import {
  checkConnectFields,
  connectRequest,
  initialConnectFields,
} from '../../../renderer/src/views/calendars/connect-form.ts';
import { actionRequest } from '../../../shared/actions.ts';
import type { Workspace } from '../../../shared/entities.ts';

const workspace = (id: number, mode: Workspace['mode']): Workspace => ({
  id,
  name: `Workspace ${id}`,
  region: 'us-east-1',
  baseUrl: 'https://us-east-1.recall.ai',
  colour: 'blue',
  mode,
  pollIntervalMs: 60_000,
  paused: false,
  training: false,
  createdAt: 0,
});

describe('connecting a calendar', () => {
  it('starts in a workspace that may be changed, one in view before others', () => {
    const rows = [workspace(1, 'read_only'), workspace(2, 'operate'), workspace(3, 'operate')];
    expect(initialConnectFields(rows, 'all').workspaceId).toBe(2);
    expect(initialConnectFields(rows, [3]).workspaceId).toBe(3);
    expect(initialConnectFields(rows, [1]).workspaceId).toBe(2);
    expect(initialConnectFields([workspace(1, 'read_only')], 'all').workspaceId).toBeNull();
  });

  it('says of every field what is missing, and asks the core for nothing until then', () => {
    const empty = initialConnectFields([], 'all');
    expect(Object.keys(checkConnectFields(empty)).toSorted()).toEqual(['mailbox', 'oauthClientId', 'workspaceId']);
    expect(connectRequest(empty)).toBeNull();
  });

  it('asks as the contract wants it, without surrounding blanks and without secrets', () => {
    const fields = {
      ...initialConnectFields([workspace(2, 'operate')], 'all'),
      mailbox: ' anna@acme.com ',
      oauthClientId: ' 123.apps.example.com',
    };
    const request = connectRequest(fields);
    expect(request).toEqual({
      kind: 'calendar.connect',
      workspaceId: 2,
      platform: 'google_calendar',
      oauthClientId: '123.apps.example.com',
      mailbox: 'anna@acme.com',
    });
    expect(actionRequest().safeParse(request).success).toBe(true);
    expect(connectRequest({ ...fields, sendOauthEmail: true })).toMatchObject({ sendOauthEmail: true });
  });

  it('takes no address without an at sign', () => {
    const fields = initialConnectFields([workspace(2, 'operate')], 'all');
    expect(checkConnectFields({ ...fields, mailbox: 'anna', oauthClientId: 'x' })).toHaveProperty('mailbox');
    expect(checkConnectFields({ ...fields, mailbox: 'a b@acme.com', oauthClientId: 'x' })).toHaveProperty('mailbox');
  });
});
