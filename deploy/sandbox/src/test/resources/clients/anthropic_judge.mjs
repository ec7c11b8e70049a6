// Anthropic's own Node client straight at the sandbox; prints one JSON line per check.
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';

const MODEL = 'claude-sonnet-4-6';
const CALLS = 'call:weather{"city": "Zürich"}\ncall:clock{"zone": "CET"}';
const TOOLS = [['weather', 'city'], ['clock', 'zone']].map(([name, field]) => ({
  name,
  input_schema: { type: 'object', properties: { [field]: { type: 'string' } } },
}));

const client = (apiKey = 'sk-sandbox-anthropic') =>
  new Anthropic({ baseURL: `${process.env.SANDBOX_URL}/anthropic`, apiKey, maxRetries: 0 });
const said = (content) => [{ role: 'user', content }];
const create = (messages, options = {}) =>
  client().messages.create({ model: MODEL, max_tokens: 1000, messages, ...options });
const streamed = (messages, options = {}) =>
  client().messages.stream({ model: MODEL, max_tokens: 1000, messages, ...options }).finalMessage();

const checks = {
  async 'a stream folds to the whole answer'() {
    const [whole, folded] = [await create(said('Hello')), await streamed(said('Hello'))];
    assert.equal(whole.content[0].text, folded.content[0].text);
    assert.equal(whole.usage.output_tokens, folded.usage.output_tokens);
    assert.equal(folded.stop_reason, 'end_turn');
  },
  async 'parallel tools with thinking over two turns'() {
    const options = {
      tools: TOOLS,
      max_tokens: 3000,
      thinking: { type: 'enabled', budget_tokens: 1024 },
    };
    for (const ask of [create, streamed]) {
      const calling = await ask(said(CALLS), options);
      assert.equal(calling.content[0].type, 'thinking');
      const calls = calling.content.filter((block) => block.type === 'tool_use');
      assert.deepEqual(calls.map((call) => call.input), [{ city: 'Zürich' }, { zone: 'CET' }]);
      const results = calls.map((call) => ({
        type: 'tool_result',
        tool_use_id: call.id,
        content: '4 °C',
      }));
      const turns = [
        ...said(CALLS),
        { role: 'assistant', content: calling.content },
        ...said(results),
      ];
      assert.equal((await ask(turns, options)).stop_reason, 'end_turn');
    }
  },
  async 'models are listed page by page'() {
    const ids = [];
    for await (const model of client().models.list({ limit: 2 })) ids.push(model.id);
    assert.ok(ids.includes(MODEL) && ids.length > 2);
  },
  async 'refusals are typed errors'() {
    await assert.rejects(client('sk-ant-other').models.list(), Anthropic.AuthenticationError);
    await assert.rejects(create([]), Anthropic.BadRequestError);
    await assert.rejects(create(said('[[fault:status code=429]]')), Anthropic.RateLimitError);
    await assert.rejects(create(said('[[fault:status code=529]]')), (error) => error.status === 529);
    await assert.rejects(streamed(said('[[fault:error_event]] x')), Anthropic.APIError);
  },
};

for (const [check, run] of Object.entries(checks)) {
  let why = null;
  try {
    await run();
  } catch (error) {
    why = error.stack;
  }
  console.log(JSON.stringify({ check, why }));
}
