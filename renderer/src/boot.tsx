/** Puts the console in the place of the shell. */
import './base.css';
import './tokens.css';
import { App } from './app.tsx';
import { keepEarly } from './early.ts';
import { createQueryClient, keepAnswer } from './queries.ts';
import { createRoot } from './react-dom.ts';
import { createAppRouter } from './router.tsx';

/** A core that is busy opening a large file may take longer; the console is drawn without waiting for it, ms. */
const PATIENCE_MS = 150;

/** Draws the console, with the answers that are here already in their places. */
export async function start(root: HTMLElement): Promise<void> {
  const queryClient = createQueryClient();
  const router = createAppRouter(queryClient);
  const answered = keepEarly((question, value) => keepAnswer(queryClient, question, value));
  const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([Promise.all([router.load(), answered]), patience]);
  createRoot(root).render(<App queryClient={queryClient} router={router} opened={router.latestLocation.href} />);
}
