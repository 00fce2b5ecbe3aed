import type { ReactElement } from 'react';

export function TriageView(): ReactElement {
  return <div />;
}

export function IncidentPage(): ReactElement {
  return <div />;
}
