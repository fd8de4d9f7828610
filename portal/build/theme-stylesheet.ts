import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { cssVariables, theme } from '../src/ui/theme.ts';

const id = 'virtual:theme.css';
const resolvedId = `\0${id}`;

/** The theme's CSS variables, which MantineProvider would otherwise put into a `<style>` that our CSP forbids. */
function variables(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const standard = defaultCssVariablesResolver(merged);
  const own = cssVariables(merged);
  return convertCssVariables({
    variables: { ...standard.variables, ...own.variables },
    light: { ...standard.light, ...own.light },
    dark: { ...standard.dark, ...own.dark },
  });
}

/** What the props `visibleFrom` and `hiddenFrom` refer to; likewise a `<style>` of MantineProvider. */
function breakpointClasses(): string {
  return Object.entries({ ...DEFAULT_THEME.breakpoints, ...theme.breakpoints })
    .map(
      ([name, width]) =>
        `@media (width < ${width}) { .mantine-visible-from-${name} { display: none !important } }\n` +
        `@media (width >= ${width}) { .mantine-hidden-from-${name} { display: none !important } }`,
    )
    .join('\n');
}

/** Makes `virtual:theme.css` from src/ui/theme.ts at build time. */
export function themeStylesheet(): Plugin {
  return {
    name: 'theme-stylesheet',
    resolveId: (source) => (source === id ? resolvedId : null),
    load: (source) => (source === resolvedId ? `${variables()}\n${breakpointClasses()}` : null),
  };
}
