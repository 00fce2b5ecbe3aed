/** The reference: rows of plain elements with static CSS on TanStack Virtual, text cells only, no features. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useRef } from 'react';
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import './plain-grid.css';
import { ROW_COUNT, rowAt } from './rows.ts';

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

const Row = memo(function Row({ index, top }: { readonly index: number; readonly top: number }): ReactElement {
  const row = rowAt(index);
  const cells = [
    time.format(row.startAt ?? 0),
    row.title,
    row.calendarEmail,
    `Workspace ${row.workspaceId}`,
    row.organizerEmail,
    row.meetingPlatform,
    row.coverage,
    row.botCount,
    row.attendeeCount,
    time.format(row.updatedAt ?? 0),
  ];
  return (
    <div className="row" role="row" style={{ transform: `translateY(${top}px)` }}>
      {cells.map((cell, at) => (
        <div key={at} className="cell" role="gridcell">
          {cell}
        </div>
      ))}
    </div>
  );
});

function Grid(): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: ROW_COUNT,
    estimateSize: () => 32,
    getScrollElement: () => scroller.current,
    overscan: 8,
  });
  return (
    <div ref={scroller} className="scroller" data-scroller="">
      <div className="layer" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <Row key={item.index} index={item.index} top={item.start} />
        ))}
      </div>
    </div>
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Grid />);
