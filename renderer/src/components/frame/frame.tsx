/** The frame around every page: rail, top bar, page, bottom bar; and the commands that work everywhere. */
import { Outlet } from '@tanstack/react-router';
import { useLayoutEffect, type ReactElement } from 'react';
import { listenForCommands } from '../../commands.ts';
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

export function Frame(): ReactElement {
  useLayoutEffect(() => listenForCommands(), []);
  const afterFirstFrame = useAfterFirstFrame();
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
          <Rail />
          <TopBar />
          <main className={classes['main']} id="page" tabIndex={-1}>
            {afterFirstFrame && <Banners />}
            <div className={classes['page']}>
              <Outlet />
            </div>
          </main>
          <BottomBar />
        </div>
      </TimeZoneProvider>
    </WorkspacesProvider>
  );
}
