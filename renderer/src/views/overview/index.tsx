import type { ReactElement } from 'react';

export function OverviewView(): ReactElement {
  return <div />;
}
