/** The filters that are not always in the bar, behind one button. */
import { lazy, Suspense, useRef, type ComponentProps, type ReactElement } from 'react';
import { useCommand } from '../../commands.ts';
import { Popover, type PopoverHandle } from '../../components/overlay/popover.tsx';
import type { FilterPanel as Panel } from './filter-panel.tsx';
import styles from './schedule.module.css';

const FilterPanel = lazy(async () => ({ default: (await import('./filter-panel.tsx')).FilterPanel }));

export function MoreFilters(props: ComponentProps<typeof Panel>): ReactElement {
  const popover = useRef<PopoverHandle>(null);
  useCommand('list.filter', () => popover.current?.open());
  return (
    <Popover
      ref={popover}
      label="Filters of the schedule"
      side="below"
      width={420}
      buttonClass={styles['more']}
      button="Filters"
    >
      {() => (
        <Suspense>
          <FilterPanel {...props} />
        </Suspense>
      )}
    </Popover>
  );
}
