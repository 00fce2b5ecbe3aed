import { describe, expect, test } from 'vitest';
import { ACTION_KINDS } from '../../../shared/values.ts';
import { saidBy, spread } from '../../../renderer/src/views/audit/records.ts';
import { ACTION_CHOICES, actionName, targetName } from '../../../renderer/src/views/audit/words.ts';

const record = (n: number, body: string) => ({ n, at: n, type: 'x', body, hash: 'h' });

describe('the records of an audit entry', () => {
  test('say what was sent and what came back last', () => {
    const records = [
      record(1, JSON.stringify({ type: 'intended', sent: 'PATCH calendar: client secret', details: { tries: 2 } })),
      record(2, JSON.stringify({ type: 'settled', state: 'unknown', answer: 'No answer came.', status: null })),
      record(3, JSON.stringify({ type: 'settled', state: 'done', answer: 'Read back: it arrived.', status: 200 })),
      record(4, JSON.stringify({ type: 'verified', verdict: 'Connected by a new attempt.' })),
    ];
    expect(saidBy(records)).toEqual({
      sent: 'PATCH calendar: client secret',
      answer: 'Read back: it arrived.',
      status: 200,
      details: [['tries', '2']],
    });
  });

  test('that cannot be read say nothing and break nothing', () => {
    const nothing = { sent: null, answer: null, status: null, details: [] };
    for (const body of ['', 'null', '[]', '7', '{"sent":', '{"sent":7,"answer":{},"status":"200","details":[]}']) {
      expect(saidBy([record(1, body)])).toEqual(nothing);
    }
  });

  test('are spread over lines, and shown as they stand when they are no JSON', () => {
    expect(spread('{"a":{"b":1}}')).toBe('{\n  "a": {\n    "b": 1\n  }\n}');
    expect(spread('{"a":')).toBe('{"a":');
  });
});

describe('the words of the audit log', () => {
  test('name every action at Recall, and read one that is not known', () => {
    expect(new Set(ACTION_KINDS.map(actionName)).size).toBe(ACTION_KINDS.length);
    expect(actionName('calendar.frob_it')).toBe('Calendar frob it');
    expect(actionName('toString')).toBe('To string');
    expect(new Set(ACTION_CHOICES.map(({ label }) => label)).size).toBe(ACTION_CHOICES.length);
  });

  test('name a target as it was called, else by its id', () => {
    const entry = {
      n: 1,
      at: 0,
      actor: { user: 'anna', host: 'desk' },
      workspaceId: 1,
      workspaceName: 'ACME',
      action: 'calendar.connect',
      target: 'calendar',
      targetId: null,
      targetLabel: null,
      jobId: null,
      state: 'intended',
      summary: '',
      settledAt: null,
      verification: null,
    } as const;
    expect(targetName({ ...entry, targetId: 'abc', targetLabel: 'anna@acme.com' })).toBe('anna@acme.com');
    expect(targetName({ ...entry, targetId: 'abc' })).toBe('abc');
    expect(targetName(entry)).toBe('a new one');
    expect(targetName({ ...entry, target: 'app' })).toBe('Callboard');
  });
});
