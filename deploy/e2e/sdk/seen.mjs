/** What a connected client sees: the server's tools, an answer, and who it is there. */
export async function seen(client, tokens) {
  const { tools } = await client.listTools();
  const echo = await client.callTool({ name: 'echo', arguments: { text: 'from the SDK' } });
  const who = await client.callTool({ name: 'whoami', arguments: {} });
  return { tools: tools.map(tool => tool.name), echo: echo.content[0].text, subject: who.structuredContent.sub, scope: tokens.scope };
}
