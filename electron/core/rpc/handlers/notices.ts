/** Which desktop notifications each workspace gives. */
import { CallboardError } from '../../../../shared/envelope.ts';
import { noticesOf } from '../../triage/notice-rules.ts';
import type { EngineHandlers } from '../types.ts';
import type { EngineDeps } from './deps.ts';

type NoticeHandlers = Pick<EngineHandlers, 'app.notices' | 'app.setNotices'>;

export function createNoticeHandlers({
  store,
  changed,
}: Pick<EngineDeps, 'changed'> & {
  readonly store: Pick<EngineDeps['store'], 'workspaces' | 'notices' | 'saveNotices'>;
}): NoticeHandlers {
  return {
    'app.notices': () => {
      const saved = store.notices();
      return { rows: store.workspaces().map(({ id }) => noticesOf(saved, id)) };
    },
    'app.setNotices': (notices) => {
      const { workspaceId, quiet } = notices;
      if (!store.workspaces().some(({ id }) => id === workspaceId)) {
        throw new CallboardError('not_found', 'This workspace is not in Callboard any more, so nothing was saved.');
      }
      if (quiet !== null && quiet.from === quiet.to) {
        throw new CallboardError(
          'invalid_input',
          'Quiet hours that begin and end at the same minute are none. Choose another end, or no notifications at all.',
          { details: { field: 'quiet' } },
        );
      }
      store.saveNotices(notices);
      changed('app', null);
      return {};
    },
  };
}
