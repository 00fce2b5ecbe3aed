/** Mantine dressed in the console's tokens (tokens.css holds the colours; here are type, sizes and defaults). */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent, light to dark. White on shade 6 reaches 6.0 : 1. The same hue as --cb-accent. */
const accent: MantineColorsTuple = [
  '#eef5fd',
  '#e3eefc',
  '#bcd8f6',
  '#7cb8f5',
  '#4c96df',
  '#2479c4',
  '#1864ab',
  '#145691',
  '#114776',
  '#0d375c',
];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 6 },
  colors: { accent },
  autoContrast: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace: 'var(--cb-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.3' },
      h2: { fontSize: '15px', lineHeight: '1.4' },
      h3: { fontSize: '13px', lineHeight: '1.4' },
    },
  },
  shadows: { xs: 'none', sm: 'none', md: 'var(--cb-shadow)', lg: 'var(--cb-shadow)', xl: 'var(--cb-shadow)' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 100 } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 }, withArrow: false, fz: 12 } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 100, transition: 'fade' },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
  },
});

/** Lets Mantine's surfaces follow the tokens in both schemes. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--cb-surface)',
    '--mantine-color-text': 'var(--cb-text)',
    '--mantine-color-dimmed': 'var(--cb-dim)',
    '--mantine-color-placeholder': 'var(--cb-dim)',
    '--mantine-color-anchor': 'var(--cb-accent)',
    '--mantine-color-error': 'var(--cb-bad)',
    '--mantine-color-default': 'var(--cb-raised)',
    '--mantine-color-default-hover': 'var(--cb-hover)',
    '--mantine-color-default-color': 'var(--cb-text)',
    '--mantine-color-default-border': 'var(--cb-line-strong)',
    '--mantine-color-gray-light-color': 'var(--cb-text)',
    '--mantine-color-gray-light-hover': 'var(--cb-hover)',
  };
  return { variables: {}, light: shared, dark: shared };
};
