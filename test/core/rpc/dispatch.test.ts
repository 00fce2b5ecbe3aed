import { describe, expect, it } from 'vitest';
import { CallboardError } from '../../../shared/envelope.ts';
import { createDispatcher } from '../../../electron/core/rpc/dispatch.ts';
import type { HandlerTable } from '../../../electron/core/rpc/dispatch.ts';
import { silentLog } from '../../support/core-harness.ts';

const dispatcherOf = (handlers: HandlerTable) => createDispatcher(handlers, silentLog, (thrown) => thrown);

describe('dispatch', () => {
  it('answers with the value of the handler', async () => {
    const dispatcher = dispatcherOf({ 'workspaces.list': () => ({ rows: [] }) });
    expect(await dispatcher.call('1', 'workspaces.list', {})).toEqual({ ok: true, value: { rows: [] } });
  });

  it('refuses a method that is not in the contract, also one that every object inherits', async () => {
    const dispatcher = dispatcherOf({});
    for (const method of ['nothing.here', '__proto__', 'constructor', 'toString', '']) {
      expect(await dispatcher.call('1', method, {})).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', correlationId: '1' },
      });
    }
  });

  it('names the field that an input cannot have', async () => {
    const dispatcher = dispatcherOf({ 'sync.pause': () => ({}) });
    expect(await dispatcher.call('1', 'sync.pause', { workspaceId: 'three' })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', details: { field: 'workspaceId' } },
    });
  });

  it('passes on the words of an error that was meant for people', async () => {
    const dispatcher = dispatcherOf({
      'sync.pause': () => {
        throw new CallboardError('not_found', 'Gone.');
      },
    });
    expect(await dispatcher.call('1', 'sync.pause', { workspaceId: 1 })).toMatchObject({
      ok: false,
      error: { code: 'not_found', message: 'Gone.' },
    });
  });

  it('keeps the text of an unexpected error out of the answer and puts it into the log', async () => {
    const lines: string[] = [];
    const log = { write: (_level: string, _message: string, fields = {}) => void lines.push(JSON.stringify(fields)) };
    const dispatcher = createDispatcher(
      {
        'sync.pause': () => {
          throw new TypeError('remote said: private words');
        },
      },
      log,
      (thrown) => thrown,
    );
    const answer = await dispatcher.call('c-7', 'sync.pause', { workspaceId: 1 });
    expect(JSON.stringify(answer)).not.toContain('private words');
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal', correlationId: 'c-7' } });
    expect(lines.join()).toContain('private words');
    expect(lines.join()).toContain('c-7');
  });

  it('aborts the handler of a cancelled call and answers cancelled', async () => {
    const dispatcher = dispatcherOf({
      'sync.now': (_input, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    });
    const answer = dispatcher.call('1', 'sync.now', {});
    dispatcher.cancel('1');
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
