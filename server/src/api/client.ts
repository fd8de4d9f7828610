import { isIP, isIPv4 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Client } from '../flows/caller.ts';

export const clientOf = (request: FastifyRequest): Client => ({
  address: addressOf(request),
  userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
});

/** The peer's IP address, or what a configured proxy says of its own peer, if that is an address at all. */
export const addressOf = (request: FastifyRequest): string => {
  const address = isIP(request.ip) === 0 ? (request.socket.remoteAddress ?? '') : request.ip;
  // IPv4 through a socket that takes both (RFC 4291 §2.5.5.2): one address, one spelling.
  const v4 = address.replace(/^::ffff:/i, '');
  return isIPv4(v4) ? v4 : address;
};
