import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './console/queries.ts';
import { router } from './console/routes.tsx';
import { PortalProvider } from './ui/PortalProvider.tsx';

const container = document.getElementById('root');
if (!container) throw new Error('The page has no element #root');

createRoot(container).render(
  <StrictMode>
    <PortalProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
      <Notifications position="bottom-right" />
    </PortalProvider>
  </StrictMode>,
);
