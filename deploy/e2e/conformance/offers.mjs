// What the conformance suite calls: its tools, resources and prompts, by the names and with the answers that its scenarios describe.
import { randomBytes } from 'node:crypto';
import { acceptedContent, createRequestStateCodec, fromJsonSchema, inputRequired, McpServer, ProtocolError, ResourceTemplate } from '@modelcontextprotocol/server';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const SILENCE = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';
const states = createRequestStateCodec({ key: randomBytes(32) });

const text = value => ({ type: 'text', text: value });
const image = { type: 'image', data: PIXEL, mimeType: 'image/png' };
const resource = (uri, value, mimeType = 'text/plain') => ({ type: 'resource', resource: { uri, mimeType, text: value } });
const says = (...content) => ({ content });
const fields = (properties, ...required) => ({ type: 'object', properties, required });
const asked = (message, properties, ...required) => inputRequired.elicit({ message, requestedSchema: fields(properties, ...required) });
const sampled = (prompt, maxTokens = 100) => inputRequired.createMessage({ messages: [{ role: 'user', content: text(prompt) }], maxTokens });
const enumerated = (key, prefix) => ['1', '2', '3'].map(each => ({ const: `${prefix}${each}`, title: `${key} ${each}` }));

/** Answers once the client has said what it was asked for, all of it; until then it asks. */
async function once({ mcpReq }, inputRequests, answer, requestState) {
  const given = mcpReq.inputResponses ?? {};
  return Object.keys(inputRequests).every(key => key in given) ? answer(given) : inputRequired({ inputRequests, requestState });
}

const schemas = {
  defaults: {
    name: { type: 'string', description: 'Name', default: 'John Doe' },
    age: { type: 'integer', description: 'Age', default: 30 },
    score: { type: 'number', description: 'Score', default: 95.5 },
    status: { type: 'string', description: 'Status', enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', description: 'Verified', default: true },
  },
  enums: {
    untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
    titledSingle: { type: 'string', oneOf: enumerated('Option', 'value') },
    legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option 1', 'Option 2', 'Option 3'] },
    untitledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
    titledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { anyOf: enumerated('Choice', 'value') } },
  },
  jsonSchema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    $defs: { address: { $anchor: 'addressDef', type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } } },
    properties: {
      name: { type: 'string' }, address: { $ref: '#/$defs/address' }, contactMethod: { type: 'string', enum: ['phone', 'email'] },
      phone: { type: 'string' }, email: { type: 'string' },
    },
    allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
    if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
    then: { required: ['phone'] },
    else: { required: ['email'] },
    additionalProperties: false,
  },
};

/** By name: what it does, or its input schema and what it does. `changed` publishes a change to whoever listens. */
const tools = changed => ({
  test_simple_text: () => says(text('This is a simple text response for testing.')),
  test_image_content: () => says(image),
  test_audio_content: () => says({ type: 'audio', data: SILENCE, mimeType: 'audio/wav' }),
  test_embedded_resource: () => says(resource('test://embedded-resource', 'This is an embedded resource content.')),
  test_multiple_content_types: () => says(text('Multiple content types test:'), image,
    resource('test://mixed-content-resource', JSON.stringify({ test: 'data', value: 123 }), 'application/json')),
  test_error_handling: () => { throw new Error('This tool intentionally returns an error for testing'); },
  async test_tool_with_logging({ mcpReq }) {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await mcpReq.log('info', data);
    }
    return says(text('Logged'));
  },
  async test_tool_with_progress({ mcpReq }) {
    const { progressToken } = mcpReq._meta;
    for (const progress of [0, 50, 100]) {
      await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
    }
    return says(text(String(progressToken)));
  },
  test_sampling: [fields({ prompt: { type: 'string' } }, 'prompt'), ({ prompt }, context) => once(context, { answer: sampled(prompt) },
    ({ answer }) => says(text(`LLM response: ${answer.content.text}`)))],
  test_elicitation: [fields({ message: { type: 'string' } }, 'message'), ({ message }, context) => once(context,
    { answer: asked(message, { username: { type: 'string' }, email: { type: 'string' } }, 'username', 'email') },
    ({ answer }) => says(text(`User response: ${JSON.stringify(answer)}`)))],
  test_elicitation_sep1034_defaults: context => once(context, { answer: asked('Please look through this', schemas.defaults) },
    ({ answer }) => says(text(`Elicitation completed: ${JSON.stringify(answer)}`))),
  test_elicitation_sep1330_enums: context => once(context, { answer: asked('Please choose', schemas.enums) },
    ({ answer }) => says(text(`Elicitation completed: ${JSON.stringify(answer)}`))),
  async test_reconnection({ http }) {
    http.closeSSE?.();
    await new Promise(resolve => setTimeout(resolve, 100));
    return says(text('After the stream was closed'));
  },
  json_schema_2020_12_tool: [schemas.jsonSchema, given => says(text(JSON.stringify(given)))],
  test_mirrored_parameter: [fields({ region: { type: 'string', 'x-mcp-header': 'Region' } }, 'region'), ({ region }) => says(text(region))],

  test_missing_capability: context => once(context, { answer: sampled('Anything') }, () => says(text('Answered'))),
  test_streaming_elicitation: context => once(context, { answer: asked('Anything', {}) }, () => says(text('Answered'))),
  async test_logging_tool({ mcpReq }) {
    await mcpReq.log('info', 'Nobody asked for this');
    return says(text('Logged'));
  },
  test_trigger_tool_change: () => { changed.toolsChanged(); return says(text('Changed')); },
  test_trigger_prompt_change: () => { changed.promptsChanged(); return says(text('Changed')); },

  test_input_required_result_elicitation: context => {
    const given = acceptedContent(context.mcpReq.inputResponses, 'user_name');
    return given ? says(text(`Hello, ${given.name}!`))
      : inputRequired({ inputRequests: { user_name: asked('What is your name?', { name: { type: 'string' } }, 'name') } });
  },
  test_input_required_result_sampling: context => once(context, { capital_question: sampled('What is the capital of France?') },
    given => says(given.capital_question.content)),
  test_input_required_result_list_roots: context => once(context, { client_roots: inputRequired.listRoots() },
    given => says(text(JSON.stringify(given.client_roots)))),
  test_input_required_result_request_state: async context => once(context, { confirm: confirmation() },
    () => says(text(context.mcpReq.requestState() === 'confirm' ? 'state-ok' : 'state-lost')), await states.mint('confirm')),
  test_input_required_result_tampered_state: async context => once(context, { confirm: confirmation() },
    () => says(text('Not tampered with')), await states.mint('confirm')),
  test_input_required_result_multiple_inputs: async context => once(context, {
    user_name: asked('What is your name?', { name: { type: 'string' } }, 'name'),
    greeting: sampled('Generate a greeting', 50),
    client_roots: inputRequired.listRoots(),
  }, given => says(text(Object.keys(given).join(' '))), await states.mint('all')),
  async test_input_required_result_multi_round(context) {
    switch (context.mcpReq.requestState()) {
      case 'color': return says(text('Done'));
      case 'name': return inputRequired({ inputRequests: { step2: asked('Step 2: What is your favorite color?', { color: { type: 'string' } }, 'color') },
        requestState: await states.mint('color') });
      default: return inputRequired({ inputRequests: { step1: asked('Step 1: What is your name?', { name: { type: 'string' } }, 'name') },
        requestState: await states.mint('name') });
    }
  },
  test_input_required_result_capabilities(context) {
    const can = context.mcpReq.envelope?.['io.modelcontextprotocol/clientCapabilities'] ?? {};
    return once(context, {
      ...(can.sampling && { greeting: sampled('Generate a greeting') }),
      ...(can.elicitation && { user_name: asked('What is your name?', { name: { type: 'string' } }, 'name') }),
    }, () => says(text('Answered')));
  },
});

const confirmation = () => asked('Please confirm', { ok: { type: 'boolean' } }, 'ok');
const user = content => ({ role: 'user', content });
const string = description => ({ type: 'string', description });

const prompts = {
  test_simple_prompt: () => ({ messages: [user(text('This is a simple prompt for testing.'))] }),
  test_prompt_with_arguments: [fields({ arg1: string('First'), arg2: string('Second') }, 'arg1', 'arg2'),
    ({ arg1, arg2 }) => ({ messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))] })],
  test_prompt_with_embedded_resource: [fields({ resourceUri: string('What is embedded') }, 'resourceUri'),
    ({ resourceUri }) => ({ messages: [user(resource(resourceUri, 'Embedded resource content for testing.')), user(text('Please process it.'))] })],
  test_prompt_with_image: () => ({ messages: [user(image), user(text('Please analyze the image above.'))] }),
  test_input_required_result_prompt: context => once(context,
    { user_context: asked('What context should the prompt use?', { context: { type: 'string' } }, 'context') },
    given => ({ messages: [user(text(JSON.stringify(given.user_context)))] })),
};

/** A server for one request, or for one session of the revisions that have sessions. */
export function offers(changed) {
  const server = new McpServer({ name: 'conformance-fixture', version: '1.0.0' }, {
    capabilities: { tools: { listChanged: true }, prompts: { listChanged: true }, resources: { subscribe: true }, logging: {}, completions: {} },
    requestState: { verify: states.verify },
  });
  for (const [name, offered] of Object.entries(tools(changed))) {
    const [schema, answer] = Array.isArray(offered) ? offered : [undefined, offered];
    server.registerTool(name, { description: `Answers ${name}`, inputSchema: schema && fromJsonSchema(schema) }, answer);
  }
  for (const [name, offered] of Object.entries(prompts)) {
    const [schema, answer] = Array.isArray(offered) ? offered : [undefined, offered];
    server.registerPrompt(name, { description: `Answers ${name}`, argsSchema: schema && fromJsonSchema(schema) }, answer);
  }
  const read = (uri, mimeType, content) => ({ contents: [{ uri, mimeType, ...content }] });
  const plain = { mimeType: 'text/plain', description: 'A text' };
  server.registerResource('static-text', 'test://static-text', plain,
    uri => read(uri.href, 'text/plain', { text: 'This is the content of the static text resource.' }));
  server.registerResource('static-binary', 'test://static-binary', { mimeType: 'image/png', description: 'A picture' },
    uri => read(uri.href, 'image/png', { blob: PIXEL }));
  server.registerResource('watched', 'test://watched-resource', plain, uri => read(uri.href, 'text/plain', { text: 'Watched' }));
  server.registerResource('template', new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { mimeType: 'application/json', description: 'Data by id' },
    (uri, { id }) => read(uri.href, 'application/json', { text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) }));
  server.server.setRequestHandler('resources/subscribe', () => ({}));
  server.server.setRequestHandler('resources/unsubscribe', () => ({}));
  server.server.setRequestHandler('completion/complete', () => ({ completion: { values: ['test'], total: 1, hasMore: false } }));
  return server;
}
