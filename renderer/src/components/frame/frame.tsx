/** The frame around every page: rail, top bar, page, bottom bar; and the commands and news that reach everywhere. */
import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, type ReactElement } from 'react';
import { listenForCommands } from '../../commands.ts';
import { followStaleEvents } from '../../events.ts';
import { TimeZoneProvider } from '../../time-zone.tsx';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { WorkspacesProvider } from '../../workspaces.tsx';
import { Banners } from './banners.tsx';
import { BottomBar } from './bottom-bar.tsx';
import classes from './frame.module.css';
import { GlobalCommands } from './global-commands.tsx';
import { KeySheet } from './key-sheet.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

/** Its edges are there at once and are filled when the page's first rows can be seen. */
export function Frame(): ReactElement {
  useLayoutEffect(() => listenForCommands(), []);
  const afterFirstFrame = useAfterFirstFrame();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!afterFirstFrame) return;
    // Nothing is missed meanwhile: the transport knows where the events stood before anything was asked.
    return followStaleEvents(queryClient);
  }, [afterFirstFrame, queryClient]);
  return (
    <WorkspacesProvider>
      <TimeZoneProvider>
        {afterFirstFrame && (
          <>
            <GlobalCommands />
            <KeySheet />
          </>
        )}
        <div className={classes['frame']}>
          <Rail filled={afterFirstFrame} />
          <TopBar filled={afterFirstFrame} />
          <main className={classes['main']} id="page" tabIndex={-1}>
            {afterFirstFrame && <Banners />}
            <div className={classes['page']}>
              <Outlet />
            </div>
          </main>
          <BottomBar filled={afterFirstFrame} />
        </div>
      </TimeZoneProvider>
    </WorkspacesProvider>
  );
}
