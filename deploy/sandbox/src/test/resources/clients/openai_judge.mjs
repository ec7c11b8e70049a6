// OpenAI's own Node client straight at the sandbox's Responses; prints one JSON line per check.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const MODEL = 'gpt-5.4';
const TOOL = {
  type: 'function',
  name: 'weather',
  strict: null,
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
};
const CALL = 'call:weather{"city": "Zürich"}';

const client = (apiKey = 'sk-sandbox-openai') =>
  new OpenAI({ baseURL: `${process.env.SANDBOX_URL}/openai/v1`, apiKey, maxRetries: 0 });
const create = (input, options = {}) =>
  client().responses.create({ model: MODEL, store: false, input, ...options });
const streamed = (input, options = {}) =>
  client().responses.stream({ model: MODEL, store: false, input, ...options }).finalResponse();

const checks = {
  async 'a stream folds to the whole answer'() {
    const [whole, folded] = [await create('Hello'), await streamed('Hello')];
    assert.ok(whole.output_text);
    assert.equal(folded.output_text, whole.output_text);
    assert.deepEqual(folded.usage, whole.usage);
  },
  async 'a tool over two turns with sealed reasoning'() {
    const options = { tools: [TOOL], include: ['reasoning.encrypted_content'] };
    for (const ask of [create, streamed]) {
      const calling = await ask(CALL, options);
      const call = calling.output.find((item) => item.type === 'function_call');
      assert.deepEqual(JSON.parse(call.arguments), { city: 'Zürich' });
      // The client adds what it parsed; the vendor never said it.
      const said = calling.output.map(({ parsed_arguments, ...item }) => item);
      const turns = [
        { role: 'user', content: CALL },
        ...said,
        { type: 'function_call_output', call_id: call.call_id, output: '4 °C' },
      ];
      assert.equal((await ask(turns, options)).status, 'completed');
    }
  },
  async 'refusals are typed errors'() {
    await assert.rejects(create('x', { max_output_tokens: 5 }), OpenAI.BadRequestError);
    await assert.rejects(create('x', { model: 'gpt-9' }), OpenAI.NotFoundError);
    await assert.rejects(client('sk-other').models.list(), OpenAI.AuthenticationError);
    await assert.rejects(create('[[fault:status code=429]]'), OpenAI.RateLimitError);
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
