import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../../../electron/core/diagnosis/catalogue/index.ts';
import { calendarText, incidentText } from '../../../../electron/core/diagnosis/texts/index.ts';
import type { EvidenceText } from '../../../../electron/core/diagnosis/texts/index.ts';
import { aFinding, aMember, aRow, calendarFacts, incidentFacts, NOW } from './facts-fixture.ts';

type To = 'end_user' | 'it_admin';

const request = (audience: To) => ({ audience, format: 'text', now: NOW, timeZone: 'Europe/Vienna' }) as const;
const about = (to: To, ...given: Parameters<typeof calendarFacts>): EvidenceText =>
  calendarText(calendarFacts(...given), request(to));
const aboutAll = (to: To, ...given: Parameters<typeof incidentFacts>): EvidenceText =>
  incidentText(incidentFacts(...given), request(to));
const withCause = (code: string, basis: 'observed' | 'inferred' = 'observed') => ({
  calendar: { cause: { code, title: 'x', party: 'us', basis } } as const,
  diagnosis: { findings: [aFinding(code)] },
});

describe('a message to the user', () => {
  it('says what happened, what to do, since when, and what it means until then', () => {
    const { subject, text } = about('end_user', withCause('microsoft_password_changed'));
    expect(subject).toBe('Please help: the connection to the calendar of anna@acme.example');
    expect(text).toMatch(/^Hello,\n\nOur app Notetaker for Outlook can no longer read your calendar, because your/);
    expect(text).toContain('sign in to Microsoft with anna@acme.example.');
    expect(text).toContain('The connection has been down since 2026-11-20 09:14 UTC (10:14 Europe/Vienna).');
    expect(text).toContain('2 meetings ahead are affected.');
    expect(text).toContain('- 2026-11-20 13:00 UTC (14:00 Europe/Vienna): Board meeting 1');
    expect(text).toMatch(/Thank you for your help\.\n\nReference: cal-1\n$/);
  });

  it('names the address that authorised as the one to sign in with', () => {
    const { text } = about('end_user', {
      ...withCause('microsoft_password_changed'),
      calendar: { ...withCause('microsoft_password_changed').calendar, oauthEmail: 'admin@acme.example' },
    });
    expect(text).toContain('sign in to Microsoft with admin@acme.example.');
  });

  it('knows no address and no app where none is known', () => {
    const { subject, text } = about('end_user', {
      clientName: null,
      calendar: { email: null, oauthEmail: null },
      diagnosis: { findings: [aFinding('microsoft_password_changed')] },
    });
    expect(subject).toBe('Please help: the connection to your calendar');
    expect(text).toContain('Our app can no longer read your calendar');
    expect(text).toContain('sign in to Microsoft with your account.');
  });

  it('asks for nothing where the cause is ours, passing or not known', () => {
    expect(about('end_user').text).toContain(
      'The cause is on our side and we are working on it. There is nothing that you',
    );
    expect(about('end_user').subject).toBe('About the connection to the calendar of anna@acme.example');
    expect(about('end_user', withCause('microsoft_transient')).text).toContain('As far as we know this is passing');
    expect(about('end_user', withCause('unknown')).text).toContain('We do not know the cause yet');
    expect(about('end_user', withCause('microsoft_account_disabled')).text).toContain(
      'your IT has to change something first',
    );
  });

  it('says when the cause is a conclusion of ours', () => {
    const { text } = about('end_user', withCause('google_testing_client', 'inferred'));
    expect(text).toContain('We conclude this from what we see on our side');
    expect(about('end_user', withCause('google_testing_client')).text).not.toContain('We conclude');
  });

  it('about a calendar that works says that it works', () => {
    const { subject, text } = about('end_user', { calendar: { status: 'connected', cause: null } });
    expect(subject).toBe('Connected: the calendar of anna@acme.example');
    expect(text).toContain('The connection to the calendar of anna@acme.example works.');
    expect(text).not.toContain('Board meeting');
  });
});

describe('a message to their IT', () => {
  it('names the app by its id, and carries the provider’s answer but no title of a meeting', () => {
    const { subject, text } = about('it_admin', withCause('microsoft_blocked_by_policy'));
    expect(subject).toBe('Please help: the connection to the calendar of anna@acme.example');
    expect(text).toContain(
      'Our app Notetaker for Outlook (application ID client-a) can no longer read the calendar data of anna@acme.example',
    );
    expect(text).toContain('    invalid_client: AADSTS7000222');
    expect(text).toContain('2 meetings ahead are affected.');
    expect(text).not.toContain('Board meeting');
  });

  it('says so where IT has nothing to do', () => {
    expect(about('it_admin').text).toContain('The cause is on our side');
    expect(about('it_admin', withCause('microsoft_grant_revoked')).text).toContain('we are asking them to');
  });
});

describe('messages of every cause', () => {
  it('leave no placeholder unfilled, and begin every sentence with a capital letter', () => {
    for (const { code } of CAUSES) {
      for (const to of ['end_user', 'it_admin'] as const) {
        for (const clientName of ['Notetaker', null]) {
          const { subject, text } = about(to, { ...withCause(code), clientName });
          expect(`${subject}\n${text}`, code).not.toMatch(/[{}]|undefined|null|\[object/);
          expect(text, code).not.toMatch(/(?:^|[.:?!] )our app/m);
        }
      }
    }
  });

  it('ask for something exactly where the catalogue has a message for that party', () => {
    for (const { code, messages } of CAUSES)
      for (const to of ['end_user', 'it_admin'] as const)
        expect(about(to, withCause(code)).subject.startsWith('Please help'), `${code} ${to}`).toBe(
          messages[to] !== undefined,
        );
  });
});

describe('a message about an incident', () => {
  const policy = { finding: aFinding('microsoft_blocked_by_policy') };

  it('lists the mailboxes for the IT of the one organisation that has it', () => {
    const { subject, text } = aboutAll('it_admin', {
      ...policy,
      incident: { domain: 'acme.example', size: 4, open: 3 },
    });
    expect(subject).toBe('Please help: the connection to calendars of your organisation');
    expect(text).toContain('the calendar data of 3 accounts of acme.example (listed below)');
    expect(text).toContain('The accounts are:\n\n- user1@acme.example\n- user2@acme.example\n- user3@acme.example\n');
    expect(text).toContain('Reference: incident 7');
  });

  it('leaves out those that work again', () => {
    const calendars = [aMember(1), aMember(2, { recoveredAt: NOW })];
    const { text } = aboutAll('it_admin', {
      ...policy,
      calendars,
      incident: { domain: 'acme.example', size: 2, open: 1 },
    });
    expect(text).toContain('user1@acme.example');
    expect(text).not.toContain('user2@acme.example');
  });

  it('never names one customer to another: no mailbox and no number where several share it', () => {
    const calendars = [aMember(1), aMember(2, { calendar: aRow({ email: 'ben@beta.example' }) })];
    for (const domain of [null, 'gmail.com']) {
      for (const to of ['end_user', 'it_admin'] as const) {
        const { subject, text } = aboutAll(to, { ...policy, calendars, incident: { domain } });
        expect(`${subject}\n${text}`).not.toMatch(/@|gmail|ACME|Beta|Board|14 meet|41/);
      }
    }
  });

  it('to a user speaks of their own calendar only', () => {
    const { text } = aboutAll('end_user', {
      finding: aFinding('microsoft_mfa_required'),
      incident: { domain: 'acme.example' },
    });
    expect(text).toContain('sign in to Microsoft with your account.');
    expect(text).not.toMatch(/@|Board meeting|41/);
  });

  it('that is over says that it works', () => {
    expect(aboutAll('it_admin', { incident: { open: 0, state: 'resolved' } }).text).toContain(
      'works. There is nothing',
    );
  });
});
