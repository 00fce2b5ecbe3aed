/** What the core may ask of its host. The messages come from our own worker, yet are checked: they end in the OS. */
import { CallboardError } from '../../shared/envelope.ts';
import type { Answer } from '../../shared/envelope.ts';
import type { Notice, SecretStore, TrainingHost } from '../core/deps.ts';
import { failWith } from './worker-lane.ts';

export interface HostServices {
  readonly secrets: SecretStore;
  readonly training: TrainingHost;
  readonly notify?: (notice: Notice) => void;
}

/** Answers one request of the core. Never throws. */
export async function answerPortCall(services: HostServices, method: string, input: unknown): Promise<Answer<unknown>> {
  try {
    return { ok: true, value: await perform(services, method, fields(input)) };
  } catch (error) {
    return failWith(error);
  }
}

async function perform(services: HostServices, method: string, input: ReadonlyMap<string, unknown>): Promise<unknown> {
  switch (method) {
    case 'secrets.state':
      return services.secrets.state();
    case 'secrets.get':
      return services.secrets.get(text(input, 'account'));
    case 'secrets.set':
      await services.secrets.set(text(input, 'account'), text(input, 'value'));
      return null;
    case 'secrets.delete':
      await services.secrets.delete(text(input, 'account'));
      return null;
    case 'secrets.useMemory':
      return services.secrets.useMemory();
    case 'training.start':
      return services.training.start();
    case 'training.stop':
      await services.training.stop();
      return null;
    case 'notify': {
      const route = input.get('route');
      services.notify?.({
        title: text(input, 'title'),
        body: text(input, 'body'),
        ...(typeof route === 'string' ? { route } : {}),
      });
      return null;
    }
    default:
      throw new CallboardError('invalid_input', `The host does not know "${method}".`);
  }
}

function fields(input: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof input === 'object' && input !== null ? Object.entries(input) : []);
}

function text(input: ReadonlyMap<string, unknown>, name: string): string {
  const value = input.get(name);
  if (typeof value !== 'string') throw new CallboardError('invalid_input', `"${name}" must be text.`);
  return value;
}
