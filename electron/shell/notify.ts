import { Notification } from 'electron';
import type { Notice } from '../core/deps.ts';

const LONGEST_TITLE = 120;
const LONGEST_BODY = 400;

/** Shows a desktop notification, where the system has them; a click opens the notice's address in the window. */
export function showNotice(notice: Notice, open: (route: string | null) => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({
    title: notice.title.slice(0, LONGEST_TITLE),
    body: notice.body.slice(0, LONGEST_BODY),
  });
  notification.on('click', () => open(notice.route ?? null));
  notification.show();
}
