// What a Node developer does with Anthropic's own client; prints one JSON line per check.
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';

const MODEL = 'claude-sonnet-4-6';
const CALLS = 'call:weather{"city": "Zürich"}\ncall:clock{"zone": "CET"}';
const TOOLS = [['weather', 'city'], ['clock', 'zone']].map(([name, field]) => ({
  name,
  description: `Looks up the ${name}.`,
  input_schema: {
    type: 'object',
    properties: { [field]: { type: 'string' } },
    required: [field],
  },
}));

let costs = {};

const client = (key = 'AIBRIDGE_KEY', options = {}) =>
  new Anthropic({
    baseURL: process.env.AIBRIDGE_BASE_URL.replace(/\/v1$/, ''),
    apiKey: process.env[key],
    maxRetries: 0,
    ...options,
  });
const said = (content) => [{ role: 'user', content }];
const request = (messages, options = {}) => ({
  model: MODEL,
  max_tokens: 500,
  messages,
  ...options,
});

/** An answer, whose price is noted under its request's id. */
async function message(messages, options) {
  const { data, response } = await client()
    .messages.create(request(messages, options))
    .withResponse();
  costs[response.headers.get('x-request-id')] = response.headers.get('x-aibridge-cost');
  return data;
}

const streamed = (messages, options) =>
  client().messages.stream(request(messages, options)).finalMessage();

async function refused(call, status, type) {
  await assert.rejects(call, (error) => {
    assert.equal(error.status, status);
    assert.equal(error.error.error.type, type);
    assert.equal(error.requestID, error.error.request_id);
    return true;
  });
}

const checks = {
  async answers() {
    const answer = await message(said('Say something about rivers.'));
    assert(answer.content[0].text);
    assert.equal(answer.stop_reason, 'end_turn');
  },

  async 'streams the same'() {
    const question = said('Stream from Node: 你好 🚀');
    const whole = await message(question);
    const stream = await streamed(question);
    assert.equal(stream.content[0].text, whole.content[0].text);
    assert.equal(stream.usage.output_tokens, whole.usage.output_tokens);
  },

  async 'calls tools in parallel, streamed, over turns'() {
    const history = said(CALLS);
    const answer = await streamed(history, { tools: TOOLS });
    assert.equal(answer.stop_reason, 'tool_use');
    const calls = answer.content.filter(({ type }) => type === 'tool_use');
    assert.deepEqual(calls.map(({ input }) => input), [{ city: 'Zürich' }, { zone: 'CET' }]);
    history.push({ role: 'assistant', content: answer.content });
    history.push({
      role: 'user',
      content: calls.map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: 'fine' })),
    });
    assert.equal((await message(history, { tools: TOOLS })).stop_reason, 'end_turn');
  },

  async 'thinks'() {
    const thinking = { type: 'enabled', budget_tokens: 1024 };
    const answer = await streamed(said('Think.'), { thinking, max_tokens: 3000 });
    assert.equal(answer.content[0].type, 'thinking');
    assert(answer.content[0].signature);
  },

  async 'pages through the models'() {
    const ids = [];
    for await (const model of client().models.list({ limit: 1 })) ids.push(model.id);
    assert(ids.includes(MODEL) && !ids.includes('gpt-4o'));
    assert.equal(new Set(ids).size, ids.length);
  },

  async 'meets typed errors'() {
    const ask = (key) => client(key).messages.create(request(said('Hello')));
    await refused(ask('AIBRIDGE_KEY_UNKNOWN'), 401, 'authentication_error');
    await refused(ask('AIBRIDGE_KEY_BROKE'), 402, 'billing_error');
    await refused(ask('AIBRIDGE_KEY_CAPPED'), 429, 'rate_limit_error');
    await assert.rejects(ask('AIBRIDGE_KEY_ONE_MODEL'), Anthropic.PermissionDeniedError);
    const missing = client().messages.create(request(said('Hello'), { model: 'claude-0' }));
    await assert.rejects(missing, Anthropic.NotFoundError);
  },

  async 'leaves a stream in the middle'() {
    const stream = await client().messages.create(
      request(said('[[tokens=2000]] [[pace=100]] leave'), { max_tokens: 4000, stream: true }),
    );
    let seen = 0;
    for await (const event of stream) {
      assert(event.type);
      if (++seen === 8) stream.controller.abort();
    }
    assert(seen >= 8 && seen < 100);
  },
};

for (const [check, run] of Object.entries(checks)) {
  costs = {};
  let why = null;
  try {
    await run();
  } catch (error) {
    why = error?.stack ?? `${error}`;
  }
  console.log(JSON.stringify({ check, why, costs }));
}
