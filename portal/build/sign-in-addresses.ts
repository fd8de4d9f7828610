import type { Plugin } from 'vite';

const addresses = /^\/(?:sign-in|setup|activate|forgot-password|reset-password)(?=$|[?#])/;

/** In development, gives sign-in.html at the addresses where the server gives it otherwise. */
export function signInAddresses(): Plugin {
  return {
    name: 'sign-in-addresses',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        request.url = request.url?.replace(addresses, '/sign-in.html');
        next();
      });
    },
  };
}
