// The official SDK by the same names in both of its lines: SDK=2 takes the packages of the second, which settles the protocol's era with the server by itself.
const second = process.env.SDK === '2';
const parts = second ? ['@modelcontextprotocol/client']
  : ['auth.js', 'auth-extensions.js', 'index.js', 'streamableHttp.js'].map(part => `@modelcontextprotocol/sdk/client/${part}`);

export const { auth, Client, ClientCredentialsProvider, StreamableHTTPClientTransport, UnauthorizedError }
  = Object.assign({}, ...await Promise.all(parts.map(part => import(part))));
export const options = second ? { versionNegotiation: { mode: 'auto' } } : {};
/** With a refresh token the first line answers insufficient_scope by refreshing, which brings no scope, and gives up. */
export const refreshesWhereScopesAreMissing = !second;
