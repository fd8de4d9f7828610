import { createRoot } from 'react-dom/client';
import { call } from '../ui/api.ts';
import { PortalProvider } from '../ui/PortalProvider.tsx';
import '../ui/small-page.css';
import { App, type Page } from './App.tsx';
import { takeToken } from './link-token.ts';
import { findStage } from './stage.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root');

// The answers are asked for before React is ready, so that they are there when it is.
const info = call('GET /info');
info.catch(() => {});

function pageAt(path: string): Page {
  switch (path.replace(/\/+$/, '')) {
    case '/setup':
    case '/activate':
    case '/reset-password':
      return { name: 'link', token: takeToken(location, history) };
    case '/forgot-password':
      return { name: 'forgotten-password' };
    default: {
      const stage = findStage();
      stage.catch(() => {});
      return { name: 'sign-in', stage };
    }
  }
}

createRoot(root).render(
  <PortalProvider>
    <App page={pageAt(location.pathname)} info={info} />
  </PortalProvider>,
);
