/** Mantine dressed in the console's tokens (tokens.css holds the colours; here are type, sizes and defaults). */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent, light to dark. White on shade 6 reaches 5.7 : 1. The same hue as --cb-accent. */
const accent: MantineColorsTuple = [
  '#eef4ff',
  '#e3ecfd',
  '#b9d0fb',
  '#7aa7ff',
  '#4f86ee',
  '#2f6ee0',
  '#1f5fd6',
  '#1a50b6',
  '#164294',
  '#123675',
];

/** Mantine's dark surfaces in the hue of the tokens: text, dimmed, lines, then fields and the darkest ground. */
const dark: MantineColorsTuple = [
  '#e4e8ec',
  '#b8c1cb',
  '#9aa5b1',
  '#6c7783',
  '#454e59',
  '#2b3138',
  '#1f242a',
  '#181c21',
  '#121519',
  '#0c0f12',
];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 6 },
  colors: { accent, dark },
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
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    // Mantine makes these 2 px smaller than the field's own size, which would be 10 px here.
    InputWrapper: {
      vars: () => ({
        label: { '--input-label-size': '13px' },
        description: { '--input-description-size': '12px' },
        error: { '--input-error-size': '12px' },
      }),
    },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 100 } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 100, transition: 'fade' },
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': 'Close' },
        // A dialog's header is not a second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
      styles: { title: { fontSize: 15, fontWeight: 600 } },
    },
  },
});

/** Lets Mantine's surfaces follow the tokens in both schemes. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--cb-main)',
    '--mantine-color-text': 'var(--cb-text)',
    '--mantine-color-dimmed': 'var(--cb-dimmed)',
    '--mantine-color-placeholder': 'var(--cb-dimmed)',
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
