// What a Node developer does with OpenAI's own client; prints one JSON line per check.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const MODEL = 'gpt-4o-mini';
const EMBEDDING = 'text-embedding-3-small';
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk' +
  '+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const CALLS = 'call:weather{"city": "Zürich"}\ncall:clock{"zone": "CET"}';
const TOOLS = [['weather', 'city'], ['clock', 'zone']].map(([name, field]) => ({
  type: 'function',
  function: {
    name,
    description: `Looks up the ${name}.`,
    parameters: {
      type: 'object',
      properties: { [field]: { type: 'string' } },
      required: [field],
      additionalProperties: false,
    },
  },
}));

let costs = {};

const client = (key = 'AIBRIDGE_KEY', options = {}) =>
  new OpenAI({
    baseURL: process.env.AIBRIDGE_BASE_URL,
    apiKey: process.env[key],
    maxRetries: 0,
    ...options,
  });
const said = (content) => [{ role: 'user', content }];

/** The answer of a call, whose price is noted under its request's id. */
async function priced(call) {
  const { data, response } = await call.withResponse();
  costs[response.headers.get('x-request-id')] = response.headers.get('x-aibridge-cost');
  return data;
}

const chat = (messages, options = {}) =>
  priced(client().chat.completions.create({ model: MODEL, messages, ...options }));

async function streamed(messages, options = {}) {
  const stream = await client().chat.completions.create({
    model: MODEL,
    messages,
    stream: true,
    ...options,
  });
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const textOf = (chunks) => chunks.map((c) => c.choices[0]?.delta.content ?? '').join('');

async function refused(kind, status, code, call) {
  try {
    await call();
  } catch (error) {
    assert(error instanceof kind, `${error}`);
    assert.equal(error.status, status);
    assert.equal(error.code, code);
    assert(error.requestID, 'no request id');
    return error;
  }
  return assert.fail('not refused');
}

const ask = (key, options = {}, settings = {}) => () =>
  client(key, settings).chat.completions.create({
    model: MODEL,
    messages: said('Hello'),
    ...options,
  });

const embed = (options) =>
  priced(client().embeddings.create({ model: EMBEDDING, ...options }));

const checks = {
  async 'chats'() {
    const answer = await chat(said('Say something about lakes.'));
    assert(answer.choices[0].message.content);
    assert.equal(answer.choices[0].finish_reason, 'stop');
    assert.equal(answer.model, MODEL);
  },

  async "chats in every vendor's words"() {
    for (const model of ['deepseek-chat', 'deepseek-reasoner', 'qwen-plus', 'kimi-k2.5']) {
      const answer = await chat(said(`Hello ${model}, ça va? 你好 👋`), { model });
      assert(answer.choices[0].message.content, model);
      assert.equal(answer.model, model);
    }
  },

  async 'streams with usage'() {
    const question = said('Stream with usage, please: 你好 🚀');
    const whole = await chat(question);
    const chunks = await streamed(question, { stream_options: { include_usage: true } });
    assert.equal(textOf(chunks), whole.choices[0].message.content);
    assert.deepEqual(chunks.at(-1).choices, []);
    assert.deepEqual(chunks.at(-1).usage, whole.usage);
  },

  async 'streams without usage'() {
    const question = said('Stream without usage.');
    const whole = await chat(question);
    const chunks = await streamed(question);
    assert.equal(textOf(chunks), whole.choices[0].message.content);
    assert(chunks.every((chunk) => chunk.choices.length === 1 && !chunk.usage));
    assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
  },

  async 'streams through its helper'() {
    const runner = client().chat.completions.stream({ model: MODEL, messages: said('Helper.') });
    const last = await runner.finalChatCompletion();
    assert(last.choices[0].message.content);
  },

  async 'calls tools over several turns'() {
    const history = said(CALLS);
    for (let turn = 0; turn < 2; turn++) {
      const answer = (await chat(history, { tools: TOOLS })).choices[0];
      assert.equal(answer.finish_reason, 'tool_calls');
      const calls = answer.message.tool_calls;
      assert.deepEqual(calls.map((call) => call.function.name), ['weather', 'clock']);
      assert.deepEqual(JSON.parse(calls[0].function.arguments), { city: 'Zürich' });
      history.push(answer.message);
      for (const call of calls) {
        history.push({ role: 'tool', tool_call_id: call.id, content: 'fine' });
      }
      const last = (await chat(history, { tools: TOOLS })).choices[0];
      assert.equal(last.finish_reason, 'stop');
      history.push(last.message, ...said(CALLS));
    }
  },

  async 'streams parallel tool calls'() {
    const names = [];
    const texts = [];
    for (const chunk of await streamed(said(CALLS), { tools: TOOLS })) {
      for (const call of chunk.choices[0].delta.tool_calls ?? []) {
        names[call.index] ??= call.function.name;
        texts[call.index] = (texts[call.index] ?? '') + call.function.arguments;
      }
    }
    assert.deepEqual(names, ['weather', 'clock']);
    assert.deepEqual(texts.map((t) => JSON.parse(t)), [{ city: 'Zürich' }, { zone: 'CET' }]);
  },

  async 'runs tools by itself'() {
    const asked = [];
    const runnable = TOOLS.map((tool) => ({
      type: 'function',
      function: {
        ...tool.function,
        parse: JSON.parse,
        function: (given) => {
          asked.push(given);
          return 'fine';
        },
      },
    }));
    const runner = client().chat.completions.runTools({
      model: MODEL,
      messages: said(CALLS),
      tools: runnable,
    });
    assert(await runner.finalContent());
    assert.deepEqual(asked, [{ city: 'Zürich' }, { zone: 'CET' }]);
  },

  async 'answers by JSON schema'() {
    const schema = {
      type: 'object',
      properties: { name: { type: 'string' }, depth_m: { type: 'integer' } },
      required: ['name', 'depth_m'],
      additionalProperties: false,
    };
    const answer = await chat(said('A lake.'), {
      response_format: { type: 'json_schema', json_schema: { name: 'lake', strict: true, schema } },
    });
    const lake = JSON.parse(answer.choices[0].message.content);
    assert.equal(typeof lake.name, 'string');
    assert(Number.isInteger(lake.depth_m));
  },

  async 'sees an image'() {
    const parts = [
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: PIXEL, detail: 'low' } },
    ];
    const answer = await chat([{ role: 'user', content: parts }], { model: 'gpt-4o' });
    assert(answer.usage.prompt_tokens > 85);
  },

  async 'embeds as floats and base64'() {
    const floats = (await embed({ input: 'lakes', encoding_format: 'float' })).data[0].embedding;
    const packed = (await embed({ input: 'lakes', encoding_format: 'base64' })).data[0].embedding;
    const bytes = Buffer.from(packed, 'base64');
    assert.equal(bytes.length, 4 * 1536);
    floats.forEach((value, i) => assert(Math.abs(value - bytes.readFloatLE(4 * i)) < 1e-6));
    const plain = (await embed({ input: 'lakes' })).data[0].embedding;
    assert.equal(plain.length, 1536);
  },

  async 'embeds with dimensions'() {
    const answer = await embed({ input: ['one', 'two', 'three'], dimensions: 256 });
    assert.deepEqual(answer.data.map((one) => one.embedding.length), [256, 256, 256]);
  },

  async 'embeds token arrays'() {
    const answer = await embed({ input: [[1820, 4124], [15339, 1917, 0]] });
    assert.equal(answer.usage.prompt_tokens, 5);
  },

  async 'lists and retrieves models'() {
    const ids = [];
    for await (const model of client().models.list()) ids.push(model.id);
    assert(ids.includes(MODEL) && ids.includes(EMBEDDING));
    assert.equal((await client().models.retrieve(MODEL)).id, MODEL);
    const missing = () => client().models.retrieve('gpt-0');
    await refused(OpenAI.NotFoundError, 404, 'model_not_found', missing);
  },

  async 'meets a wrong key'() {
    for (const key of ['AIBRIDGE_KEY_UNKNOWN', 'AIBRIDGE_KEY_DISABLED', 'AIBRIDGE_KEY_EXPIRED']) {
      await refused(OpenAI.AuthenticationError, 401, 'invalid_api_key', ask(key));
    }
  },

  async 'meets an unknown model'() {
    const call = ask('AIBRIDGE_KEY', { model: 'gpt-0' });
    const error = await refused(OpenAI.NotFoundError, 404, 'model_not_found', call);
    assert.equal(error.param, 'model');
  },

  async 'meets a model that is not allowed'() {
    const call = ask('AIBRIDGE_KEY_ONE_MODEL');
    await refused(OpenAI.PermissionDeniedError, 403, 'model_not_allowed', call);
  },

  async 'meets a bad request'() {
    const call = ask('AIBRIDGE_KEY', { max_tokens: -1 });
    const error = await refused(OpenAI.BadRequestError, 400, 'invalid_value', call);
    assert.equal(error.param, 'max_tokens');
  },

  async 'meets an empty wallet once'() {
    const begun = Date.now();
    const call = ask('AIBRIDGE_KEY_BROKE', {}, { maxRetries: 5 });
    const error = await refused(OpenAI.APIError, 402, 'insufficient_balance', call);
    assert.equal(error.headers.get('x-should-retry'), 'false');
    assert(Date.now() - begun < 2000, 'it was repeated');
  },

  async 'meets a rate limit'() {
    await ask('AIBRIDGE_KEY_ONE_PER_MINUTE')();
    const call = ask('AIBRIDGE_KEY_ONE_PER_MINUTE');
    const error = await refused(OpenAI.RateLimitError, 429, 'rate_limit_exceeded', call);
    const seconds = Number(error.headers.get('retry-after'));
    assert(seconds >= 1 && seconds <= 60);
  },

  // Another request holds the whole wallet: 429 with Retry-After 1 until it ends.
  async 'waits as long as it is told'() {
    const holder = await client('AIBRIDGE_KEY_NARROW').chat.completions.create({
      model: 'gpt-4o',
      messages: said('[[tokens=200]] [[pace=150]] hold'),
      stream: true,
    });
    const chunks = holder[Symbol.asyncIterator]();
    await chunks.next();
    const short = { model: 'gpt-4o', messages: said('[[tokens=5]] me too') };
    const busy = ask('AIBRIDGE_KEY_NARROW', short);
    await refused(OpenAI.RateLimitError, 429, 'wallet_busy', busy);
    const begun = Date.now();
    const reading = (async () => {
      while (!(await chunks.next()).done);
    })();
    const answer = await ask('AIBRIDGE_KEY_NARROW', short, { maxRetries: 8 })();
    await reading;
    assert(answer.choices[0].message.content);
    assert(Date.now() - begun >= 900, 'it did not wait');
  },

  async 'gives up on a slow answer'() {
    const call = ask(
      'AIBRIDGE_KEY',
      { messages: said('[[fault:delay ms=1500]] slow') },
      { timeout: 500 },
    );
    await assert.rejects(call, OpenAI.APIConnectionTimeoutError);
  },

  async 'leaves a stream in the middle'() {
    const stream = await client().chat.completions.create({
      model: MODEL,
      messages: said('[[tokens=2000]] [[pace=100]] leave'),
      stream: true,
    });
    let seen = 0;
    for await (const chunk of stream) {
      assert(chunk.choices.length);
      if (++seen === 5) stream.controller.abort();
    }
    assert(seen >= 5 && seen < 100);
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
