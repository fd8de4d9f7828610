import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import 'virtual:theme.css';
import './base.css';
import { cssVariables, theme } from './theme.ts';

/** The key is color-scheme.js's too. */
const colorSchemes = localStorageColorSchemeManager({ key: 'sallyport-color-scheme' });

/** What every page stands in. Variables and classes come from `virtual:theme.css`: the CSP forbids `<style>`. */
export function PortalProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
