import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../electron/core/diagnosis/refusal.ts';

const about = (text: string): string => refusalOf(text).about;

describe('a refusal', () => {
  it('is about the secret where Microsoft or Google says so', () => {
    for (const text of [
      'invalid_client: AADSTS7000215: Invalid client secret is provided.',
      'The new attempt failed: aadsts7000215; invalid_client',
      'AADSTS7000222: The provided client secret keys are expired.',
      'invalid_client: Unauthorized',
    ])
      expect(about(text), text).toBe('secret');
  });

  it('is about the one calendar where a person, a mailbox, a tenant or a passing fault is behind it', () => {
    for (const text of [
      'invalid_grant: Token has been expired or revoked.',
      'invalid_grant: AADSTS50173: The grant was revoked; a fresh sign-in is needed.',
      'AADSTS53003: Access has been blocked by conditional access policies.',
      'AADSTS70000: The refresh token is invalid.',
      'MailboxNotEnabledForRESTAPI',
      'AADSTS90033: A transient error has occurred.',
    ])
      expect(about(text), text).toBe('calendar');
  });

  it('is about the client where that is disabled or unknown to the provider', () => {
    for (const text of [
      'unauthorized_client: AADSTS7000112: The application is disabled.',
      'AADSTS700016: Application was not found in the directory.',
      'deleted_client: The OAuth client was deleted.',
    ])
      expect(about(text), text).toBe('client');
  });

  it('is never guessed: a number is not taken for another one that begins alike, and silence says nothing', () => {
    expect(about('AADSTS70002159: something new')).toBe('unknown');
    expect(refusalOf('Recall gives no reason')).toEqual({ about: 'unknown', meaning: null });
    expect(refusalOf('')).toEqual({ about: 'unknown', meaning: null });
  });

  it('comes with what the catalogue says that it means', () => {
    expect(refusalOf('AADSTS7000222').meaning).toContain('has expired');
  });
});
