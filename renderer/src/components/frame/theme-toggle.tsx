/** Light, dark, or as the system says. */
import { ActionIcon, Tooltip, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCommand } from '../../commands.ts';

const NEXT: Readonly<Record<MantineColorScheme, MantineColorScheme>> = { auto: 'light', light: 'dark', dark: 'auto' };
export const SCHEME_NAMES: Readonly<Record<MantineColorScheme, string>> = {
  auto: 'As the system',
  light: 'Light',
  dark: 'Dark',
};
const ICONS = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;

export function ThemeToggle(): ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const next = (): void => setColorScheme(NEXT[colorScheme]);
  useCommand('theme.toggle', next);
  const Icon = ICONS[colorScheme];
  const label = `Theme: ${SCHEME_NAMES[colorScheme].toLowerCase()}`;
  return (
    <Tooltip label={label}>
      <ActionIcon onClick={next} aria-label={label}>
        <Icon size={16} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
