// The authorization server scenarios: ISSUER, CLIENT_ID and RESOURCE in; two lines of JSON out: where the browser has to go, then, by scenario, what each check came to.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { outcomes } from './suite.mjs';

const { ISSUER, CLIENT_ID, RESOURCE } = process.env;

async function freePort() {
  const taken = createServer();
  await once(taken.listen(0, '127.0.0.1'), 'listening');
  const { port } = taken.address();
  await once(taken.close(), 'close');
  return port;
}

const parameters = ['authorization', '--url', ISSUER, '--client-id', CLIENT_ID, '--resource', RESOURCE, '--port', String(await freePort())];
const found = await outcomes(parameters, line => {
  if (URL.canParse(line) && new URL(line).searchParams.has('code_challenge')) {
    console.log(JSON.stringify({ authorize: line }));
  }
});
console.log(JSON.stringify(Object.fromEntries(Object.entries(found).map(([scenario, checks]) => [`authorization ${scenario}`, checks]))));
