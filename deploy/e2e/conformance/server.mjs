// The server scenarios: URL in; one line of JSON out: by revision and scenario, what each check came to. Where there is an AUTHORIZATION as well, every request carries
// it, which the suite itself has no way to send: it calls a proxy that adds this header and changes nothing else, and that answers to the server's own name.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { pipeline } from 'node:stream';
import { outcomes, run } from './suite.mjs';

const { URL: address, AUTHORIZATION } = process.env;
const server = new URL(address);

const proxy = createServer((asked, answer) => {
  const own = asked.socket.localPort;
  const headers = [];
  for (let i = 0; i < asked.rawHeaders.length; i += 2) {
    headers.push(asked.rawHeaders[i], asked.rawHeaders[i + 1].replace(`127.0.0.1:${own}`, server.host));
  }
  const call = request({ host: server.hostname, port: server.port, path: asked.url, method: asked.method, headers: [...headers, 'Authorization', AUTHORIZATION] });
  call.on('response', answered => {
    answer.writeHead(answered.statusCode, answered.rawHeaders);
    answer.flushHeaders();
    pipeline(answered, answer, () => {});
  });
  pipeline(asked, call, () => {});
  call.on('error', () => answer.destroy());
  answer.on('close', () => call.destroy());
});

let url = address;
if (AUTHORIZATION) {
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${proxy.address().port}${server.pathname}`;
}

const scenarios = [];
await run(['list', '--server'], line => scenarios.push(...(line.match(/(?<=^  - )\S+/) ?? [])));
const found = {};
for (const revision of ['2025-11-25', '2026-07-28']) {
  for (const [scenario, checks] of Object.entries(await outcomes(['server', '--url', url, '--requirements', revision]))) {
    found[`${revision} ${scenario}`] = checks;
  }
}
for (const scenario of scenarios) {
  if (!Object.keys(found).some(each => each.endsWith(` ${scenario}`))) {
    found[`unrequired ${scenario}`] = [];
  }
}
console.log(JSON.stringify(found));
proxy.close();
proxy.closeAllConnections();
