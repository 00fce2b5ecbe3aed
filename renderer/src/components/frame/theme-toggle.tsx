/** Light, dark, or as the system says. */
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { setColourScheme, type ColourScheme } from '../../colour-scheme.ts';
import { useColourScheme } from '../../use-colour-scheme.ts';
import { useCommand } from '../../commands.ts';
import { IconButton } from '../basics/button.tsx';

const NEXT: Readonly<Record<ColourScheme, ColourScheme>> = { auto: 'light', light: 'dark', dark: 'auto' };
export const SCHEME_NAMES: Readonly<Record<ColourScheme, string>> = {
  auto: 'As the system',
  light: 'Light',
  dark: 'Dark',
};
const ICONS = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;

export function ThemeToggle(): ReactElement {
  const scheme = useColourScheme();
  const next = (): void => setColourScheme(NEXT[scheme]);
  useCommand('theme.toggle', next);
  const Icon = ICONS[scheme];
  return (
    <IconButton onClick={next} label={`Theme: ${SCHEME_NAMES[scheme].toLowerCase()}`}>
      <Icon size={16} stroke={1.6} />
    </IconButton>
  );
}
