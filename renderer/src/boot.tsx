/** Puts the console in the place of the shell. */
import './mantine-styles.ts';
import './tokens.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
