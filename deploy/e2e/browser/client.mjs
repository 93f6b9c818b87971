// A public MCP client on the person's machine: what it asks, what it is sent, and what its code is worth.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

const { CLIENT_ID, RESOURCE, ISSUER } = process.env;

export class Attempt {
  #verifier = randomBytes(32).toString('base64url');
  state = randomBytes(16).toString('base64url');

  constructor(redirect, ...scopes) {
    this.redirect = redirect;
    this.address = new URL(`${ISSUER}/oauth2/authorize`);
    this.address.search = new URLSearchParams({
      response_type: 'code', client_id: CLIENT_ID, redirect_uri: redirect, state: this.state, scope: scopes.join(' '), resource: RESOURCE,
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'), code_challenge_method: 'S256',
    });
  }

  /** The parameters of an answer to this attempt, from the issuer that was asked (RFC 9207). */
  answer(address) {
    const answered = new URL(address).searchParams;
    if (answered.get('state') !== this.state || answered.get('iss') !== ISSUER) {
      throw new Error(`Not an answer to this attempt: ${address}`);
    }
    return Object.fromEntries(answered);
  }

  /** What the token endpoint says to the code. */
  async redeem(code) {
    const answer = await fetch(`${ISSUER}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code', client_id: CLIENT_ID, code, redirect_uri: this.redirect, code_verifier: this.#verifier,
        resource: RESOURCE,
      }),
    });
    return answer.json();
  }
}

/** Listens where a native app does (RFC 8252 section 7.3) and keeps what it is sent. */
export class Listener {
  #server = createServer((request, response) => {
    this.received.push(new URL(request.url, this.redirect).href);
    response.setHeader('Content-Type', 'text/plain').end('You can close this page.');
  });
  received = [];

  static async open() {
    const listener = new Listener();
    await once(listener.#server.listen(0, '127.0.0.1'), 'listening');
    listener.redirect = `http://127.0.0.1:${listener.#server.address().port}/callback`;
    return listener;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
