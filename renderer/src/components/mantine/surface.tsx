/**
 * Where Mantine's fields, menus and dialogs are used: around them, not around the window, so that the frame and the lists
 * are drawn without loading it (measured: half of the time to the first rows).
 */
import './styles.ts';
import { MantineProvider } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useSchemeInForce } from '../../use-colour-scheme.ts';
import { cssVariables, theme } from './theme.ts';

export function MantineSurface({ children }: { readonly children: ReactNode }): ReactElement {
  const scheme = useSchemeInForce();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      {children}
    </MantineProvider>
  );
}
