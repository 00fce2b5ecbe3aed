import { describe, expect, it } from 'vitest';
import { calendarText, incidentText } from '../../../../electron/core/diagnosis/texts/index.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/time.ts';
import {
  aFinding,
  aMeeting,
  aMember,
  anEntry,
  aRow,
  BROKE,
  calendarFacts,
  incidentFacts,
  NOW,
} from './facts-fixture.ts';

const request = { audience: 'ticket', format: 'text', now: NOW, timeZone: 'Europe/Vienna' } as const;
const ticket = (...given: Parameters<typeof calendarFacts>): string =>
  calendarText(calendarFacts(...given), request).text;
const incident = (...given: Parameters<typeof incidentFacts>): string =>
  incidentText(incidentFacts(...given), request).text;

describe('the evidence bundle of a calendar', () => {
  it('tells where, what, since when, why, who must act, and on what evidence', () => {
    const { subject, text } = calendarText(calendarFacts(), request);
    expect(subject).toBe('Calendar of anna@acme.example is disconnected: Client secret expired');
    for (const line of [
      'Workspace: ACME',
      'Calendar: cal-1',
      'Mailbox: anna@acme.example',
      'Platform: Microsoft Outlook',
      'OAuth client: Notetaker for Outlook (client-a)',
      'Status: disconnected since 2026-11-20 09:14:05 UTC (10:14:05 Europe/Vienna)',
      'Incident: 7, with 41 calendars in all',
      'Cause: Client secret expired (observed)',
      'Who must act: us',
      '    invalid_client: AADSTS7000222: The provided client secret keys are expired.',
      '- [observed] Recall’s status entry: AADSTS7000222, 2026-11-20 09:14:05 UTC (10:14:05 Europe/Vienna)',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toContain('Safe next step: Rotate the client secret. It mends all calendars of the client at once');
    expect(text).toContain('1. Make a new secret in the Microsoft Entra admin center');
    expect(text).toContain('Put together by Callboard on 2026-11-20 12:00:00 UTC (13:00:00 Europe/Vienna).');
  });

  it('tells what is at stake: how many, the first, which had a bot', () => {
    const text = ticket();
    expect(text).toContain(
      '2 meetings ahead with a link and without a bot; 1 of them had one. The first: 2026-11-20 13:00:00 UTC (14:00:00 Europe/Vienna).',
    );
    expect(text).toContain(
      'Board meeting 1, event event-1, had bot bot-1, gone by 2026-11-20 09:15:05 UTC (10:15:05 Europe/Vienna)',
    );
    expect(ticket({ meetings: [], diagnosis: { atRisk: { meetings: 0, lost: 0, firstAt: null } } })).toContain(
      'No meeting ahead with a link is without a bot.',
    );
  });

  it('names ten meetings and ten changes at most, and how many more there are', () => {
    const text = ticket({
      meetings: Array.from({ length: 12 }, (_, n) => aMeeting(n)),
      diagnosis: {
        atRisk: { meetings: 1_234, lost: 1_234, firstAt: NOW },
        timeline: Array.from({ length: 30 }, (_, n) => anEntry({ title: `Change ${n}`, at: BROKE - n * HOUR_MS })),
        timelineTotal: 300,
      },
    });
    expect(text.match(/Board meeting/g)).toHaveLength(10);
    expect(text).toContain('1,234 meetings ahead with a link and without a bot; all of them had one.');
    expect(text).toContain('- and 1,224 more meetings');
    expect(text.match(/Change \d+/g)).toHaveLength(10);
    expect(text).toContain('290 earlier entries not listed.');
  });

  it('keeps an ambiguous cause ambiguous, with what would tell the meanings apart', () => {
    const text = ticket({
      calendar: { platform: 'google_calendar', statusDetail: 'invalid_grant' },
      diagnosis: { findings: [aFinding('google_invalid_grant')] },
    });
    expect(text).toContain('The signal has several meanings. Most likely it is one of these:');
    expect(text).toContain(
      '- Google client in Testing: 7-day tokens. A sign of it: Several calendars of this OAuth client',
    );
    expect(text).toContain('Who must act: the user (perhaps also us, their IT)');
  });

  it('says what was not checked: the live test only while there was none since it broke', () => {
    const untested = 'The credential was not tested live since this began.';
    expect(ticket()).toContain(untested);
    const probe = (at: number) =>
      anEntry({ kind: 'probe', basis: 'probed', source: 'callboard', at, title: 'The credential works' });
    expect(ticket({ diagnosis: { timeline: [probe(BROKE - HOUR_MS)] } })).toContain(untested);
    expect(ticket({ diagnosis: { timeline: [probe(BROKE + HOUR_MS)] } })).not.toContain(untested);
    expect(ticket()).toContain('Recall does not say.');
  });

  it('says when the time of the break is a conclusion', () => {
    const text = ticket({
      calendar: { statusSince: null },
      diagnosis: {
        outage: { brokeAt: BROKE, brokeBasis: 'inferred', endedAt: null, incidentId: null, incidentSize: 1 },
      },
    });
    expect(text).toContain(
      'since when is not known; not connected since 2026-11-20 09:14:05 UTC (10:14:05 Europe/Vienna) (inferred)',
    );
    expect(text).toContain('When exactly it broke: Recall reports no time for it.');
    expect(text).not.toContain('Incident:');
  });

  it('claims no cause for a calendar that is connected, and tells what else was noticed', () => {
    const text = ticket({
      calendar: { status: 'connected', statusRaw: 'connected', cause: null },
      diagnosis: {
        findings: [
          aFinding('unknown', { code: 'flapping', title: 'It connects and breaks again', severity: 'warning' }),
        ],
      },
    });
    expect(text).not.toContain('CAUSE');
    expect(text).toContain('ALSO NOTICED\n\n- It connects and breaks again.');
  });

  it('shows the word of a status that nobody knows, and a platform as it was sent', () => {
    const text = ticket({
      calendar: {
        status: 'unknown',
        statusRaw: 'paused',
        platform: 'other',
        platformRaw: 'caldav',
        email: null,
        oauthClientId: null,
      },
    });
    expect(text).toContain('Status: in a status that Callboard does not know (paused)');
    expect(text).toContain('Platform: caldav');
    expect(text).toContain('OAuth client: not known');
    expect(text).toContain('Mailbox: an address that is not known yet');
  });

  it('of a deleted calendar says so', () => {
    const given = calendarFacts({
      calendar: { deletedAt: NOW - DAY_MS },
      diagnosis: { findings: [aFinding('calendar_deleted')] },
    });
    const { subject, text } = calendarText(given, request);
    expect(subject).toBe('Calendar of anna@acme.example is deleted from Recall: Deleted from Recall');
    expect(text).toContain('Gone from Recall: 2026-11-19 12:00:00 UTC (13:00:00 Europe/Vienna)');
  });

  it('without a known zone stands in UTC and says that', () => {
    const { text } = calendarText(calendarFacts(), { ...request, timeZone: 'Nowhere/Land' });
    expect(text).toContain('Times are UTC.');
    expect(text).not.toContain('Nowhere');
  });
});

describe('the evidence bundle of an incident', () => {
  it('tells how many, what they share, where, when and what is at stake', () => {
    const { subject, text } = incidentText(incidentFacts(), request);
    expect(subject).toBe('Client secret expired: 41 Outlook calendars of Notetaker for Outlook');
    for (const line of [
      'Incident: 7, open since 2026-11-20 09:14:05 UTC (10:14:05 Europe/Vienna)',
      'Calendars: 41 calendars broke; 40 of them not connected yet',
      'They share: the OAuth client',
      'OAuth client: Notetaker for Outlook (client-a)',
      'Workspaces: ACME (30), Beta (11)',
      'Last broke: 2026-11-20 09:18:05 UTC (10:18:05 Europe/Vienna)',
      '- user2@acme.example, calendar cal-2, ACME: disconnected, broke 2026-11-20 09:14:05 UTC (10:14:05 Europe/Vienna), 1 meeting at risk',
      '- and 38 more calendars',
      '14 meetings ahead with a link and without a bot; 3 of them had one. The first: 2026-11-20 13:00:00 UTC (14:00:00 Europe/Vienna).',
      '- and 13 more meetings',
    ])
      expect(text.split('\n')).toContain(line);
  });

  it('names twenty calendars at most', () => {
    const text = incident({ calendars: Array.from({ length: 50 }, (_, n) => aMember(n)) });
    expect(text.match(/calendar cal-/g)).toHaveLength(20);
    expect(text).toContain('- and 21 more calendars');
  });

  it('carries our own note, and tells what is over', () => {
    const text = incident({
      incident: { note: 'Called ACME.\nThey rotate today.', state: 'resolved', open: 0, resolvedAt: NOW },
      calendars: [aMember(1, { recoveredAt: NOW, calendar: aRow({ status: 'connected' }) })],
    });
    expect(text).toContain('OUR NOTE\n\n    Called ACME.\n    They rotate today.');
    expect(text).toContain('41 calendars broke; none of them not connected yet');
    expect(text).toContain('All well again: 2026-11-20 12:00:00 UTC (13:00:00 Europe/Vienna)');
  });

  it('names a workspace that is gone as that', () => {
    expect(incident({ workspaceNames: new Map() })).toContain('Workspaces: a workspace that was removed (30)');
  });
});
