// A server that offers what the conformance suite calls, in both eras of the protocol: a line with its address out, and it serves until it is ended.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler, hostHeaderValidationResponse, isLegacyRequest, localhostAllowedHostnames, localhostAllowedOrigins, originValidationResponse,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { offers } from './offers.mjs';

const modern = createMcpHandler(() => offers(modern.notify), { legacy: 'reject' });
const sessions = new Map();

/** The events of one session, kept so that a stream can be resumed. */
class Events {
  #events = [];

  async storeEvent(streamId, message) {
    this.#events.push({ streamId, message });
    return String(this.#events.length - 1);
  }

  async replayEventsAfter(lastEventId, { send }) {
    const { streamId } = this.#events[Number(lastEventId)];
    for (const [id, event] of this.#events.entries()) {
      if (id > Number(lastEventId) && event.streamId === streamId) {
        await send(String(id), event.message);
      }
    }
    return streamId;
  }
}

/** The revisions up to 2025-11-25 have sessions: a server for each. */
async function begun() {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID, eventStore: new Events(), retryInterval: 100,
    onsessioninitialized: id => { sessions.set(id, transport); },
    onsessionclosed: id => { sessions.delete(id); },
  });
  await offers(modern.notify).connect(transport);
  return transport;
}

async function legacy(request) {
  const id = request.headers.get('mcp-session-id');
  if (id && !sessions.has(id)) {
    return new Response(null, { status: 404 });
  }
  return (sessions.get(id) ?? await begun()).handleRequest(request);
}

async function fetch(request) {
  return hostHeaderValidationResponse(request, localhostAllowedHostnames()) ?? originValidationResponse(request, localhostAllowedOrigins())
    ?? (await isLegacyRequest(request) ? legacy(request) : modern.fetch(request));
}

const server = createServer(toNodeHandler({ fetch }));
await once(server.listen(0, '127.0.0.1'), 'listening');
console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/mcp` }));
