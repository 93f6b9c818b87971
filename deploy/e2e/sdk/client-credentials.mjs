// A machine client on the official SDK: MCP_URL, ISSUER, CLIENT_ID, CLIENT_SECRET in, one line of JSON out.
import { Client, ClientCredentialsProvider, options, StreamableHTTPClientTransport } from './sdk.mjs';
import { seen } from './seen.mjs';

const { MCP_URL, ISSUER, CLIENT_ID, CLIENT_SECRET } = process.env;
const authProvider = new ClientCredentialsProvider({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, expectedIssuer: ISSUER });
const client = new Client({ name: 'countersign-sdk-journey', version: '1' }, options);
await client.connect(new StreamableHTTPClientTransport(new URL(MCP_URL), { authProvider }));
console.log(JSON.stringify(await seen(client, authProvider.tokens())));
await client.close();
