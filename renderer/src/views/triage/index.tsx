/** The triage views, as the router loads them. */
export { IncidentPage } from './incident-page.tsx';
export { TriageView } from './triage-view.tsx';
