import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeColors,
} from '@mantine/core';

/** Petrol: the one colour of things to press. White on shades 6 to 9 passes WCAG AA. */
const harbour: MantineColorsTuple = [
  '#eaf5f6',
  '#d2e8ea',
  '#a5d1d6',
  '#76b9c1',
  '#4ea3ad',
  '#2c8994',
  '#1b7480',
  '#11606b',
  '#0c4d56',
  '#073a41',
];

/** Cool greys for light pages; 6 and above are readable on white. */
const gray: MantineColorsTuple = [
  '#f6f8f9',
  '#eef1f3',
  '#e1e6ea',
  '#cfd7dd',
  '#b0bbc4',
  '#8b98a4',
  '#5f6c78',
  '#475460',
  '#313c46',
  '#1b242c',
];

/** Slate for dark pages: 0 is text, 7 the page, 6 a card. */
const dark: MantineColorsTuple = [
  '#d5dce2',
  '#b7c2cb',
  '#9aa8b4',
  '#74838f',
  '#44525e',
  '#313d48',
  '#212b34',
  '#161e25',
  '#10161c',
  '#0a0f13',
];

const systemFonts =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "Helvetica Neue", Arial, sans-serif';

/** A dialog's `<header>` would count as a second banner of the page. */
const noBanner = { header: { role: 'presentation' } };

/**
 * The look of all pages. Runs in the browser and, for the variables' stylesheet, in the build.
 *
 * The CSP allows no `<style>` made by script: use CSS modules with media queries in place of responsive
 * props (`p={{ base: … }}`), of `Grid`, `SimpleGrid` and `AppShell`; `visibleFrom` and `hiddenFrom` work.
 */
export const theme = createTheme({
  primaryColor: 'harbour',
  primaryShade: { light: 7, dark: 6 },
  colors: { harbour, gray, dark },
  black: '#1b242c',
  fontFamily: systemFonts,
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace',
  headings: { fontFamily: systemFonts, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // What stands on a page from the start is no alert; what appears says so itself.
    Alert: { defaultProps: { role: 'note' } },
    // Their scroll lock would be one more forbidden `<style>`.
    Modal: {
      defaultProps: { lockScroll: false, centered: true, attributes: noBanner },
      styles: { title: { fontWeight: 650 } },
    },
    PasswordInput: {
      defaultProps: {
        visibilityToggleFocusable: true,
        visibilityToggleButtonProps: { 'aria-label': 'Show or hide the password' },
      },
    },
    Drawer: { defaultProps: { lockScroll: false, attributes: noBanner } },
    // Within the page's landmarks and the dialog's focus, rather than at the end of the document.
    Combobox: { defaultProps: { withinPortal: false } },
    Tooltip: { defaultProps: { withinPortal: false } },
  },
});

/** The tints of alerts, badges and subtle buttons in the dark; Mantine's are saturated blocks. */
function darkTints(colors: MantineThemeColors): Record<string, string> {
  const names = Object.keys(colors).filter((name) => name !== 'dark');
  return Object.fromEntries(
    names.flatMap((name) => {
      const tint = (percent: number) =>
        `color-mix(in srgb, var(--mantine-color-${name}-5) ${percent}%, transparent)`;
      return [
        [`--mantine-color-${name}-light`, tint(15)],
        [`--mantine-color-${name}-light-hover`, tint(22)],
        [`--mantine-color-${name}-light-color`, `var(--mantine-color-${name}-3)`],
      ];
    }),
  );
}

/** Where Mantine's own choice is too faint for AA, or too stark for the theme. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-body': 'var(--mantine-color-white)',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-6)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-green-light-color': '#1b652d',
    '--mantine-color-yellow-light-color': '#7a4300',
    '--mantine-color-orange-light-color': '#93300a',
    '--sallyport-backdrop': 'var(--mantine-color-gray-1)',
    '--sallyport-card': 'var(--mantine-color-white)',
    '--sallyport-border': 'var(--mantine-color-gray-3)',
  },
  dark: {
    ...darkTints(colors),
    '--mantine-color-dimmed': 'var(--mantine-color-dark-2)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-2)',
    '--mantine-color-error': '#ff9c94',
    '--sallyport-backdrop': 'var(--mantine-color-dark-8)',
    '--sallyport-card': 'var(--mantine-color-dark-7)',
    '--sallyport-border': 'var(--mantine-color-dark-5)',
  },
});
