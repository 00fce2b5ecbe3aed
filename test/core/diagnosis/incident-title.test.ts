import { describe, expect, it } from 'vitest';
import { incidentTitle } from '../../../electron/core/diagnosis/incident-title.ts';
import type { IncidentName } from '../../../electron/core/diagnosis/incident-title.ts';

const base: IncidentName = {
  cause: 'Client secret expired',
  scope: 'client',
  size: 41,
  platform: 'microsoft_outlook',
  oauthClientId: 'a-b-c',
  oauthClientName: 'Notetaker for Outlook',
  domain: 'acme.com',
  mailbox: null,
};

describe('the title of an incident', () => {
  it.each([
    [{}, 'Client secret expired: 41 Outlook calendars of Notetaker for Outlook'],
    [{ oauthClientName: null }, 'Client secret expired: 41 Outlook calendars of client a-b-c'],
    [
      { oauthClientName: null, oauthClientId: '6f1c2a3e-8d47-4b0a-9c55-2f7e91d0b8a4' },
      'Client secret expired: 41 Outlook calendars of client 6f1c2a3e-8d4…',
    ],
    [{ oauthClientName: null, oauthClientId: null }, 'Client secret expired: 41 Outlook calendars'],
    [{ scope: 'domain', platform: 'google_calendar' }, 'Client secret expired: 41 Google calendars of acme.com'],
    [{ scope: 'domain', domain: null }, 'Client secret expired: 41 Outlook calendars'],
    [{ scope: 'provider' }, 'Client secret expired: 41 Outlook calendars'],
    [{ scope: 'mailbox', platform: 'other', size: 3 }, 'Client secret expired: 3 calendars'],
    [{ size: 1, mailbox: 'anna@acme.com' }, 'Client secret expired: anna@acme.com'],
    [{ size: 1 }, 'Client secret expired: Outlook calendar without an address yet'],
    [{ size: 1, platform: 'other' }, 'Client secret expired: calendar without an address yet'],
  ] satisfies [Partial<IncidentName>, string][])('of %o is “%s”', (change, title) => {
    expect(incidentTitle({ ...base, ...change })).toBe(title);
  });
});
