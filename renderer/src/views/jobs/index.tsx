/** The jobs views, as the router loads them. */
export { JobPage } from './job-page.tsx';
export { JobsView } from './jobs-view.tsx';
