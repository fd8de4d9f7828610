import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { colorSchemeScript } from './build/color-scheme-script.ts';
import { precompress } from './build/precompress.ts';
import { signInAddresses } from './build/sign-in-addresses.ts';
import { themeStylesheet } from './build/theme-stylesheet.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const onePage = (page: string) => ({ rolldownOptions: { input: here(page) } });

export default defineConfig({
  root: here('.'),
  plugins: [
    react(),
    themeStylesheet(),
    colorSchemeScript(here('./src/ui/color-scheme.js')),
    precompress(),
    signInAddresses(),
  ],
  build: {
    // The CSP allows scripts, styles and fonts as files only; browsers that know modules know preloading.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
  // Built apart, so that nothing the console uses ever weighs on the sign-in page.
  environments: {
    client: { build: onePage('./index.html') },
    signIn: {
      consumer: 'client',
      build: { ...onePage('./sign-in.html'), emptyOutDir: false, copyPublicDir: false },
    },
  },
  builder: {
    async buildApp(builder) {
      const { client, signIn } = builder.environments;
      if (client) await builder.build(client);
      if (signIn) await builder.build(signIn);
    },
  },
  // The server beside it is started with SALLYPORT_URL=http://localhost:5173, as it checks where calls come from.
  server: { proxy: { '/api': 'http://localhost:8080' } },
});
