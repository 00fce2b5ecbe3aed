/** Notices what no spec may cause: script errors, dialogs, CSP violations and requests to other hosts. */
import type { ConsoleMessage, Dialog, Page, Request } from '@playwright/test';

export interface WatchedPage {
  /** In words, in the order of their occurrence. */
  problems(): string[];
  /** Stops watching; in the web host also closes the page. */
  end(): Promise<void>;
}

/** Starts watching a page that is already at the console. */
export async function watchPage(page: Page): Promise<WatchedPage> {
  const problems: string[] = [];
  const home = new URL(page.url()).origin;
  const onError = (error: Error): void => void problems.push(`script error: ${error.message}`);
  const onDialog = (dialog: Dialog): void => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  };
  const onConsole = (message: ConsoleMessage): void => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy'))
      problems.push(`CSP violation: ${message.text()}`);
  };
  const onRequest = (request: Request): void => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.origin !== home)
      problems.push(`request to another host: ${request.url()}`);
  };
  page.on('pageerror', onError).on('dialog', onDialog).on('console', onConsole).on('request', onRequest);
  return {
    problems: () => [...problems],
    end: async () => {
      page.off('pageerror', onError).off('dialog', onDialog).off('console', onConsole).off('request', onRequest);
      if (home.startsWith('http')) await page.close();
    },
  };
}
