import type { EngineDeps, HandlersOf } from './deps.ts';

/** Previews, jobs and what people ask of them; all behaviour is in `actions/`. */
export function createActionHandlers({ jobs }: EngineDeps): HandlersOf<'actions'> & HandlersOf<'jobs'> {
  return {
    'actions.preview': ({ action }) => jobs.preview(action),
    'actions.start': async (request) => ({ jobId: await jobs.start(request) }),
    'jobs.progress': ({ jobId }) => jobs.progress(jobId),
    'jobs.pause': ({ jobId }) => {
      jobs.pause(jobId);
      return {};
    },
    'jobs.resume': async ({ jobId, canary, secrets }) => {
      await jobs.resume(jobId, canary, secrets);
      return {};
    },
    'jobs.cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return {};
    },
    'jobs.retry': async ({ jobId, states, secrets }) => {
      await jobs.retry(jobId, states, secrets);
      return {};
    },
  };
}
