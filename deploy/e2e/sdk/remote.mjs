// A client that only starts programs, and mcp-remote, unchanged, between it and the server: MCP_URL in; two lines of JSON out: where the browser has to go, then what was
// seen, twice: the second time by what mcp-remote keeps on disk. The browser is somebody else's: a program that opens none stands in its place.
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { seen } from './seen.mjs';

const home = await mkdtemp(join(tmpdir(), 'mcp-remote-'));
const programs = join(home, 'programs');
await mkdir(programs);
for (const opener of ['open', 'xdg-open']) {
  await writeFile(join(programs, opener), '#!/bin/sh\nexit 0\n');
  await chmod(join(programs, opener), 0o755);
}

async function connected(asked) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['node_modules/mcp-remote/dist/proxy.js', process.env.MCP_URL, '--auth-timeout', '200'],
    env: { HOME: home, MCP_REMOTE_CONFIG_DIR: home, PATH: `${programs}${delimiter}${process.env.PATH}`, BROWSER: join(programs, 'open') },
    stderr: 'pipe',
  });
  createInterface({ input: transport.stderr }).on('line', line => {
    console.error(line);
    if (URL.canParse(line) && new URL(line).searchParams.has('code_challenge')) {
      asked(line);
    }
  });
  const client = new Client({ name: 'countersign-remote-journey', version: '1' });
  await client.connect(transport, { timeout: 240_000 });
  const answer = await seen(client, {});
  await client.close();
  return answer;
}

try {
  const first = await connected(authorize => console.log(JSON.stringify({ authorize })));
  const again = await connected(() => { throw new Error('Asks again for what it has'); });
  console.log(JSON.stringify({ first, again }));
} finally {
  await rm(home, { recursive: true });
}
