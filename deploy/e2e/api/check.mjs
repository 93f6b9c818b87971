// GATEWAY, ORGANIZATION and KEY in, one line of JSON out: what a linter finds in the published description, what does not compile against
// it, and what a client compiled against it reads.
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const { GATEWAY, ORGANIZATION, KEY } = process.env;
const source = await (await fetch(new URL('/api/v1/openapi.json', GATEWAY))).text();

const config = await createConfig({ extends: ['recommended'], rules: { 'info-license': 'off', 'operation-4xx-response': 'error',
  'operation-operationId': 'error', 'operation-operationId-unique': 'error', 'operation-summary': 'error', 'security-defined': 'error' } });
const found = await lintFromString({ source, absoluteRef: 'openapi.json', config });
const problems = found.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`);

writeFileSync('api.d.ts', astToString(await openapiTS(source)));
const program = ts.createProgram(['client.ts'], { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [], lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] });
const errors = ts.getPreEmitDiagnostics(program).map(each => ts.flattenDiagnosticMessageText(each.messageText, '\n'));
program.emit();

const { connections } = await import('./client.js');
console.log(JSON.stringify({ problems, errors, connections: await connections(GATEWAY, ORGANIZATION, KEY) }));
