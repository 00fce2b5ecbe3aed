/**
 * What the console uses of React's renderer, evaluated in a file of its own: it makes a few errors ahead of need while it is
 * loaded, and for the trace of each, V8 reads every file on the stack a second time (20 ms when that was the whole console).
 */
export { createPortal, flushSync } from 'react-dom';
export { createRoot } from 'react-dom/client';
