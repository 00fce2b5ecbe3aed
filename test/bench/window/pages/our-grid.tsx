/** The console's own grid with the schedule's own columns, fed with the same rows. */
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { EventRow, Workspace } from '../../../../shared/entities.ts';
import { Grid } from '../../../../renderer/src/components/grid/grid.tsx';
import { eventColumns } from '../../../../renderer/src/views/events/columns.tsx';
import type { EventContext } from '../../../../renderer/src/views/events/columns.tsx';
import '../../../../renderer/src/tokens.css';
import './plain-grid.css';
import { ROW_COUNT, rowAt } from './rows.ts';

const workspaces = new Map<number, Workspace>(
  Array.from({ length: 20 }, (_, index) => [
    index + 1,
    {
      id: index + 1,
      name: `Workspace ${index + 1}`,
      region: 'us-east-1',
      baseUrl: 'https://us-east-1.recall.ai',
      colour: 'teal',
      mode: 'read_only',
      pollIntervalMs: 60_000,
      paused: false,
      training: false,
      createdAt: 0,
    },
  ]),
);
const context: EventContext = { now: Date.UTC(2026, 0, 5), zone: 'UTC', workspaces };
const columns = eventColumns(true);
const keyOf = (row: EventRow): string => row.id;

function Page(): ReactElement {
  return (
    <div className="scroller" style={{ overflow: 'hidden', display: 'grid' }}>
      <Grid
        label="Events"
        columns={columns}
        context={context}
        rowCount={ROW_COUNT}
        rowAt={rowAt}
        keyOf={keyOf}
        rowHeight={32}
      />
    </div>
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Page />);
