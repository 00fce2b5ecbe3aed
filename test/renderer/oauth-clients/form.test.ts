import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayOf,
  expiryState,
  expiryText,
  instantOf,
  isUrgent,
} from '../../../renderer/src/views/oauth-clients/expiry.ts';
import {
  fieldOf,
  initialFields,
  PLATFORM_CHOICES,
  renewedInput,
  sameFields,
  saveInput,
  toggled,
} from '../../../renderer/src/views/oauth-clients/form-state.ts';
import {
  validateOauthClientsSearch,
  validateRotationSearch,
} from '../../../renderer/src/views/oauth-clients/search.ts';
import { nameOf, usageOf } from '../../../renderer/src/views/oauth-clients/usage.ts';
import type { OauthClient } from '../../../shared/actions.ts';
import { contract } from '../../../shared/contract.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const OUTLOOK: OauthClient = {
  id: 4,
  clientId: 'app-1',
  name: 'Outlook production',
  platform: 'microsoft_outlook',
  secretExpiresAt: Date.UTC(2026, 11, 1, 15, 30),
  workspaceIds: [1, 2],
  inUse: [
    { workspaceId: 1, calendars: 30, disconnected: 4 },
    { workspaceId: 3, calendars: 12, disconnected: 0 },
  ],
};
const SEEN: OauthClient = { ...OUTLOOK, id: null, name: null, secretExpiresAt: null, workspaceIds: [] };

describe('the expiry of a secret', () => {
  it('is unknown, over, soon within 30 days, or later', () => {
    expect(expiryState(null, NOW)).toBe('unknown');
    expect(expiryState(NOW, NOW)).toBe('expired');
    expect(expiryState(NOW + 30 * DAY_MS, NOW)).toBe('soon');
    expect(expiryState(NOW + 30 * DAY_MS + 1, NOW)).toBe('later');
  });

  it('concerns the whole console from 14 days ahead, and when it is over', () => {
    expect(isUrgent(NOW + 14 * DAY_MS + 1, NOW)).toBe(false);
    expect(isUrgent(NOW + 14 * DAY_MS, NOW)).toBe(true);
    expect(isUrgent(NOW - 400 * DAY_MS, NOW)).toBe(true);
  });

  it('is said in words that promise no more time than there is', () => {
    expect(expiryText(NOW + 13 * DAY_MS - HOUR_MS, NOW)).toBe('expires in 12 d');
    expect(expiryText(NOW - 3 * DAY_MS, NOW)).toBe('expired 3 d ago');
  });

  it('is a day of UTC, there and back', () => {
    expect(instantOf('2026-11-24')).toBe(Date.UTC(2026, 10, 24));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const at = days * DAY_MS;
        expect(instantOf(dayOf(at))).toBe(at);
        expect(dayOf(at + DAY_MS - 1)).toBe(dayOf(at));
      }),
      { seed: 1 },
    );
  });

  it('is nothing where the text is no day', () => {
    for (const text of ['', '2026-02-30', '2026-13-01', '24.11.2026', '2026-11-24T00:00', '?'])
      expect(instantOf(text)).toBeNull();
  });
});

describe('the form of an OAuth client', () => {
  it('offers exactly the platforms that the contract takes', () => {
    const input = contract['oauthClients.save'].input();
    for (const { value } of PLATFORM_CHOICES) {
      const fields = { ...initialFields(OUTLOOK), platform: value };
      const saved = saveInput(OUTLOOK, fields);
      expect('input' in saved && input.safeParse(saved.input).success).toBe(true);
    }
    expect(PLATFORM_CHOICES).toHaveLength(2);
  });

  it('begins with what calendars say of a client that is not registered, and claims no date', () => {
    expect(initialFields(SEEN)).toEqual({
      name: '',
      platform: 'microsoft_outlook',
      clientId: 'app-1',
      expires: '',
      workspaceIds: [1, 3],
    });
    expect(initialFields({ ...SEEN, platform: 'other' }).platform).toBeNull();
  });

  it('says beside each field what is missing, and sends nothing', () => {
    const checked = saveInput(undefined, { ...initialFields(undefined), name: '  ', expires: '2026-02-30' });
    expect(checked).toEqual({
      errors: {
        name: expect.stringContaining('name'),
        platform: expect.stringContaining('Choose'),
        clientId: expect.stringContaining('client id'),
        expires: expect.stringContaining('date'),
      },
    });
  });

  it('trims what was pasted', () => {
    const saved = saveInput(undefined, {
      ...initialFields(SEEN),
      name: ' Outlook ',
      clientId: ' app-1\n',
    });
    expect(saved).toEqual({
      input: {
        clientId: 'app-1',
        name: 'Outlook',
        platform: 'microsoft_outlook',
        secretExpiresAt: null,
        workspaceIds: [1, 3],
      },
    });
  });

  it('keeps a date that was not touched to the millisecond, and changes nothing else with a new one', () => {
    expect(saveInput(OUTLOOK, initialFields(OUTLOOK))).toMatchObject({
      input: { id: 4, secretExpiresAt: OUTLOOK.secretExpiresAt },
    });
    expect(renewedInput(OUTLOOK, '2028-11-24')).toEqual({
      id: 4,
      clientId: 'app-1',
      name: 'Outlook production',
      platform: 'microsoft_outlook',
      secretExpiresAt: Date.UTC(2028, 10, 24),
      workspaceIds: [1, 2],
    });
    expect(renewedInput(OUTLOOK, '')).toBeNull();
    expect(renewedInput(OUTLOOK, '2028-02-31')).toBeNull();
  });

  it('knows whether anything was changed', () => {
    const fields = initialFields(OUTLOOK);
    expect(sameFields(fields, { ...fields, workspaceIds: [2, 1] })).toBe(true);
    expect(sameFields(fields, { ...fields, workspaceIds: toggled(fields.workspaceIds, 2) })).toBe(false);
    expect(sameFields(fields, { ...fields, expires: '' })).toBe(false);
    expect(toggled(toggled([1], 2), 2)).toEqual([1]);
  });

  it('finds the field that an error is about', () => {
    expect(fieldOf({ field: 'clientId' })).toBe('clientId');
    expect(fieldOf({ field: 'secretExpiresAt' })).toBe('expires');
    expect(fieldOf({ field: 'somethingElse' })).toBeUndefined();
    expect(fieldOf(undefined)).toBeUndefined();
  });
});

describe('an OAuth client in use', () => {
  it('is summed up over its workspaces, and named by its id where it has no name', () => {
    expect(usageOf(OUTLOOK)).toEqual({ calendars: 42, disconnected: 4, workspaces: 2 });
    expect(nameOf(OUTLOOK)).toBe('Outlook production');
    expect(nameOf(SEEN)).toBe('app-1');
  });
});

describe('the addresses', () => {
  it('open the form of a registered client only with its number', () => {
    expect(validateOauthClientsSearch({ form: 'edit', id: '4' })).toEqual({ form: 'edit', id: 4 });
    expect(validateOauthClientsSearch({ form: 'edit' })).toEqual({});
    expect(validateOauthClientsSearch({ form: 'add', client: 'app-1', id: '4' })).toEqual({
      form: 'add',
      client: 'app-1',
    });
    expect(validateOauthClientsSearch({ form: 'explode' })).toEqual({});
  });

  it('carry a rotation and its choices, and nothing that was not asked for', () => {
    expect(validateRotationSearch({ job: '12', probe: 'yes', canary: '3:abc', secret: 'x' })).toEqual({
      job: 12,
      probe: 'yes',
      canary: '3:abc',
    });
    expect(validateRotationSearch({ job: 'twelve', probe: 'no' })).toEqual({});
  });
});
