// A person's client on the official SDK: MCP_URL, ISSUER, and CLIENT_ID where an owner registered it or CLIENT_METADATA_URL where it has a document of its own (CIMD), in; two
// lines of JSON out: where the browser has to go, then what was seen. STEP_UP names a tool that needs another scope: the browser has to go once more then. It listens on a
// loopback port of the moment (RFC 8252 section 7.3).
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { auth, Client, options, refreshesWhereScopesAreMissing, StreamableHTTPClientTransport, UnauthorizedError } from './sdk.mjs';
import { seen } from './seen.mjs';

const { MCP_URL, ISSUER, CLIENT_ID, CLIENT_METADATA_URL, STEP_UP } = process.env;
const serverUrl = new URL(MCP_URL);
const asked = new Set();

/** Keeps in mind which addresses the SDK asks. */
function noting(url, init) {
  asked.add(new URL(url).href);
  return fetch(url, init);
}

/** Keeps everything in memory. Without an id or a document of its own the client registers itself (RFC 7591). */
class Person {
  clientMetadataUrl = CLIENT_METADATA_URL;
  #state = randomUUID();
  #tokens;
  #verifier;
  #client = CLIENT_ID && { client_id: CLIENT_ID, issuer: ISSUER };

  constructor(redirectUrl) {
    this.redirectUrl = redirectUrl;
    this.clientMetadata = {
      client_name: 'countersign-sdk-journey',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
  }

  state() { return this.#state; }
  clientInformation() { return this.#client; }
  saveClientInformation(client) { this.#client = client; }
  tokens() { return this.#tokens; }
  saveTokens(tokens) { this.#tokens = tokens; }
  codeVerifier() { return this.#verifier; }
  saveCodeVerifier(verifier) { this.#verifier = verifier; }
  redirectToAuthorization(url) { console.log(JSON.stringify({ authorize: url })); }

  /** The code of an answer that is meant for this attempt and comes from the issuer that was asked (RFC 9207), and that issuer. */
  answered(answer) {
    if (answer.get('state') !== this.#state || answer.get('iss') !== ISSUER || !answer.has('code')) {
      throw new Error(`Not an answer to this request: ${answer}`);
    }
    return [answer.get('code'), answer.get('iss')];
  }
}

function connecting(authProvider) {
  const client = new Client({ name: 'countersign-sdk-journey', version: '1' }, options);
  const transport = new StreamableHTTPClientTransport(serverUrl, { authProvider, fetch: noting });
  return { client, transport, connected: client.connect(transport) };
}

const listener = createServer();
await once(listener.listen(0, '127.0.0.1'), 'listening');
const person = new Person(`http://127.0.0.1:${listener.address().port}/callback`);

/** What is refused until the person has allowed it. */
async function allowed(transport, refused) {
  const called = once(listener, 'request');
  await refused.then(
    () => { throw new Error('Went on without asking anybody'); },
    error => { if (!(error instanceof UnauthorizedError)) throw error; });
  const [request, response] = await called;
  response.end('You can close this page.');
  await transport.finishAuth(...person.answered(new URL(request.url, person.redirectUrl).searchParams));
}

const first = connecting(person);
await allowed(first.transport, first.connected);

const { client, transport, connected } = connecting(person);
await connected;
const answer = await seen(client, person.tokens());
const before = person.tokens();
answer.refresh = await auth(person, { serverUrl, fetchFn: noting });
answer.rotated = person.tokens().refresh_token !== before.refresh_token;
answer.afterwards = (await client.callTool({ name: 'echo', arguments: { text: 'refreshed' } })).content[0].text;
if (STEP_UP) {
  if (refreshesWhereScopesAreMissing) {
    person.saveTokens({ ...person.tokens(), refresh_token: undefined });
  }
  const tool = () => client.callTool({ name: STEP_UP, arguments: {} });
  const session = transport.sessionId;
  await allowed(transport, tool());
  answer.steppedUp = (await tool()).content[0].text;
  answer.scopes = person.tokens().scope;
  answer.sameSession = transport.sessionId === session;
}
answer.client = person.clientInformation().client_id;
answer.asked = [...asked];
console.log(JSON.stringify(answer));
await client.close();
listener.close();
listener.closeAllConnections();
