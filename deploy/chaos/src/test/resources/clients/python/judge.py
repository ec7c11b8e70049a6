"""What a Python developer does with OpenAI's own client; prints one JSON line per check."""

import array
import base64
import json
import os
import time
import traceback

import openai
from pydantic import BaseModel

BASE = os.environ["AIBRIDGE_BASE_URL"]
MODEL = "gpt-4o-mini"
EMBEDDING = "text-embedding-3-small"
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": name,
            "description": f"Looks up the {name}.",
            "parameters": {
                "type": "object",
                "properties": {field: {"type": "string"}},
                "required": [field],
                "additionalProperties": False,
            },
        },
    }
    for name, field in (("weather", "city"), ("clock", "zone"))
]
CALLS = 'call:weather{"city": "Zürich"}\ncall:clock{"zone": "CET"}'

costs = {}


def client(key="AIBRIDGE_KEY", **options):
    options.setdefault("max_retries", 0)
    return openai.OpenAI(base_url=BASE, api_key=os.environ[key], **options)


def said(text):
    return [{"role": "user", "content": text}]


def priced(raw):
    """The parsed answer of a raw response, whose price is noted under its request's id."""
    costs[raw.headers["x-request-id"]] = raw.headers["x-aibridge-cost"]
    return raw.parse()


def chat(messages, **options):
    options.setdefault("model", MODEL)
    api = client().chat.completions
    return priced(api.with_raw_response.create(messages=messages, **options))


def streamed(messages, **options):
    options.setdefault("model", MODEL)
    return list(client().chat.completions.create(messages=messages, stream=True, **options))


def text_of(chunks):
    return "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)


def refused(kind, status, code, call):
    try:
        call()
    except kind as error:
        assert error.status_code == status, error.status_code
        assert error.code == code, error.code
        assert error.request_id, "no request id"
        return error
    raise AssertionError(f"not refused with {kind.__name__}")


def chats():
    answer = chat(said("Say something about rivers."))
    assert answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert answer.model == MODEL, answer.model


def chats_in_every_vendors_words():
    for model in ("deepseek-chat", "deepseek-reasoner", "qwen-max", "moonshot-v1-128k"):
        answer = chat(said(f"Hello {model}, ça va? 你好 👋"), model=model)
        assert answer.choices[0].message.content, model
        assert answer.model == model, answer.model


def streams_with_usage():
    question = said("Stream with usage, s'il vous plaît: 你好 🚀")
    whole = chat(question)
    chunks = streamed(question, stream_options={"include_usage": True})
    assert text_of(chunks) == whole.choices[0].message.content
    assert chunks[-1].choices == []
    assert chunks[-1].usage == whole.usage, (chunks[-1].usage, whole.usage)


def streams_without_usage():
    question = said("Stream without usage.")
    whole = chat(question)
    chunks = streamed(question)
    assert text_of(chunks) == whole.choices[0].message.content
    assert all(chunk.choices and chunk.usage is None for chunk in chunks)
    assert chunks[-1].choices[0].finish_reason == "stop"


def gives_several_choices():
    answer = chat(said("Two answers."), n=2, max_completion_tokens=20)
    assert [choice.index for choice in answer.choices] == [0, 1]


def calls_tools_over_several_turns():
    history = said(CALLS)
    for turn in range(2):
        answer = chat(history, tools=TOOLS).choices[0]
        assert answer.finish_reason == "tool_calls", answer.finish_reason
        calls = answer.message.tool_calls
        assert [call.function.name for call in calls] == ["weather", "clock"]
        assert json.loads(calls[0].function.arguments) == {"city": "Zürich"}
        history.append(answer.message)
        for call in calls:
            history.append({"role": "tool", "tool_call_id": call.id, "content": "fine"})
        last = chat(history, tools=TOOLS).choices[0]
        assert last.finish_reason == "stop" and last.message.content
        history += [last.message, *said(CALLS)]


def calls_one_tool_when_told_not_in_parallel():
    answer = chat(said(CALLS), tools=TOOLS, parallel_tool_calls=False).choices[0]
    assert len(answer.message.tool_calls) == 1


def streams_parallel_tool_calls():
    arguments, names = {}, {}
    for chunk in streamed(said(CALLS), tools=TOOLS):
        for call in chunk.choices[0].delta.tool_calls or []:
            names[call.index] = call.function.name or names[call.index]
            arguments[call.index] = arguments.get(call.index, "") + call.function.arguments
    assert names == {0: "weather", 1: "clock"}, names
    assert [json.loads(arguments[i]) for i in (0, 1)] == [{"city": "Zürich"}, {"zone": "CET"}]


def calls_a_forced_tool():
    choice = {"type": "function", "function": {"name": "clock"}}
    call = chat(said("What time is it?"), tools=TOOLS, tool_choice=choice).choices[0]
    call = call.message.tool_calls[0].function
    assert call.name == "clock" and isinstance(json.loads(call.arguments)["zone"], str)


class River(BaseModel):
    name: str
    length_km: int
    countries: list[str]


def answers_by_json_schema():
    api = client().chat.completions.with_raw_response
    answer = priced(api.parse(model=MODEL, messages=said("A river."), response_format=River))
    assert isinstance(answer.choices[0].message.parsed, River)


def sees_an_image():
    parts = [
        {"type": "text", "text": "What is this?"},
        {"type": "image_url", "image_url": {"url": PIXEL, "detail": "low"}},
    ]
    answer = chat([{"role": "user", "content": parts}], model="gpt-4o")
    assert answer.choices[0].message.content
    assert answer.usage.prompt_tokens > 85, answer.usage


def pays_less_for_a_cached_prompt():
    long = said("Rivers of Europe, told at length. " * 400)
    first, second = chat(long), chat(long)
    assert second.usage.prompt_tokens_details.cached_tokens >= 1024
    ids = list(costs)[-2:]
    assert float(costs[ids[1]]) < float(costs[ids[0]])
    assert first.usage.prompt_tokens == second.usage.prompt_tokens


def embed(**options):
    options.setdefault("model", EMBEDDING)
    return priced(client().embeddings.with_raw_response.create(**options))


def embeds_as_floats_and_base64():
    floats = embed(input="rivers", encoding_format="float").data[0].embedding
    packed = embed(input="rivers", encoding_format="base64").data[0].embedding
    unpacked = array.array("f", base64.b64decode(packed))
    assert len(floats) == 1536
    assert all(abs(a - b) < 1e-6 for a, b in zip(floats, unpacked, strict=True))
    assert embed(input="rivers").data[0].embedding[0] == unpacked[0]


def embeds_with_dimensions():
    answer = embed(input=["one", "two", "three"], dimensions=256)
    assert [len(one.embedding) for one in answer.data] == [256] * 3
    assert [one.index for one in answer.data] == [0, 1, 2]


def embeds_token_arrays():
    answer = embed(input=[[1820, 4124], [15339, 1917, 0]], model="text-embedding-3-large")
    assert len(answer.data) == 2 and answer.usage.prompt_tokens == 5, answer.usage


def lists_and_retrieves_models():
    listed = [model.id for model in client().models.list()]
    assert {MODEL, EMBEDDING, "deepseek-chat"} <= set(listed), listed
    assert client().models.retrieve(MODEL).id == MODEL
    limited = [model.id for model in client("AIBRIDGE_KEY_ONE_MODEL").models.list()]
    assert limited == ["gpt-4o"], limited
    missing = lambda: client().models.retrieve("gpt-0")
    refused(openai.NotFoundError, 404, "model_not_found", missing)


def ask(key, **options):
    return lambda: client(key).chat.completions.create(
        **{"model": MODEL, "messages": said("Hello"), **options}
    )


def meets_a_wrong_key():
    for key in ("AIBRIDGE_KEY_UNKNOWN", "AIBRIDGE_KEY_DISABLED", "AIBRIDGE_KEY_EXPIRED"):
        refused(openai.AuthenticationError, 401, "invalid_api_key", ask(key))


def meets_an_unknown_model():
    call = ask("AIBRIDGE_KEY", model="gpt-0")
    error = refused(openai.NotFoundError, 404, "model_not_found", call)
    assert error.param == "model"


def meets_a_model_that_is_not_allowed():
    call = ask("AIBRIDGE_KEY_ONE_MODEL")
    refused(openai.PermissionDeniedError, 403, "model_not_allowed", call)


def meets_a_bad_request():
    error = refused(openai.BadRequestError, 400, "invalid_value", ask("AIBRIDGE_KEY", max_tokens=-1))
    assert error.param == "max_tokens" and error.type == "invalid_request_error"
    vendor = ask("AIBRIDGE_KEY", temperature=9)
    assert refused(openai.BadRequestError, 400, "decimal_above_max_value", vendor).param


def meets_an_empty_wallet_once():
    begun = time.monotonic()
    call = ask("AIBRIDGE_KEY_BROKE")
    error = refused(openai.APIStatusError, 402, "insufficient_balance", call)
    assert error.response.headers["x-should-retry"] == "false"
    retrying = client("AIBRIDGE_KEY_BROKE", max_retries=5).chat.completions
    again = lambda: retrying.create(model=MODEL, messages=said("Hello"))
    refused(openai.APIStatusError, 402, "insufficient_balance", again)
    assert time.monotonic() - begun < 2, "it was repeated"


def meets_a_spending_cap_once():
    begun = time.monotonic()
    retrying = client("AIBRIDGE_KEY_CAPPED", max_retries=5).chat.completions
    call = lambda: retrying.create(model=MODEL, messages=said("Hello"))
    error = refused(openai.RateLimitError, 429, "token_quota_exceeded", call)
    wait = int(error.response.headers["retry-after"])
    assert 1 <= wait <= 86_400
    assert wait <= 60 or error.response.headers["x-should-retry"] == "false"
    assert wait <= 60 or time.monotonic() - begun < 2, "it was repeated"


def meets_a_rate_limit():
    ask("AIBRIDGE_KEY_ONE_PER_MINUTE")()
    call = ask("AIBRIDGE_KEY_ONE_PER_MINUTE")
    error = refused(openai.RateLimitError, 429, "rate_limit_exceeded", call)
    assert 1 <= int(error.response.headers["retry-after"]) <= 60
    assert float(error.response.headers["retry-after-ms"]) <= 60_000


def waits_as_long_as_it_is_told():
    """Another request holds the whole wallet: 429 with Retry-After 1 until it ends."""
    holder = client("AIBRIDGE_KEY_NARROW").chat.completions.create(
        model="gpt-4o", messages=said("[[tokens=200]] [[pace=150]] hold"), stream=True
    )
    next(iter(holder))
    busy = ask("AIBRIDGE_KEY_NARROW", model="gpt-4o")
    refused(openai.RateLimitError, 429, "wallet_busy", busy)
    begun = time.monotonic()
    patient = client("AIBRIDGE_KEY_NARROW", max_retries=8).chat.completions
    answer = None
    reading = __import__("threading").Thread(target=lambda: list(holder))
    reading.start()
    answer = patient.create(model="gpt-4o", messages=said("[[tokens=5]] me too"))
    reading.join()
    assert answer.choices[0].message.content
    assert time.monotonic() - begun >= 0.9, "it did not wait"


def gives_up_on_a_slow_answer():
    hasty = client(timeout=0.5).chat.completions
    try:
        hasty.create(model=MODEL, messages=said("[[fault:delay ms=1500]] slow"))
    except openai.APITimeoutError:
        return
    raise AssertionError("no timeout")


def leaves_a_stream_in_the_middle():
    stream = client().chat.completions.create(
        model=MODEL, messages=said("[[tokens=2000]] [[pace=100]] leave"), stream=True
    )
    for _, chunk in zip(range(5), stream, strict=False):
        assert chunk.choices
    stream.close()


CHECKS = [
    chats,
    chats_in_every_vendors_words,
    streams_with_usage,
    streams_without_usage,
    gives_several_choices,
    calls_tools_over_several_turns,
    calls_one_tool_when_told_not_in_parallel,
    streams_parallel_tool_calls,
    calls_a_forced_tool,
    answers_by_json_schema,
    sees_an_image,
    pays_less_for_a_cached_prompt,
    embeds_as_floats_and_base64,
    embeds_with_dimensions,
    embeds_token_arrays,
    lists_and_retrieves_models,
    meets_a_wrong_key,
    meets_an_unknown_model,
    meets_a_model_that_is_not_allowed,
    meets_a_bad_request,
    meets_an_empty_wallet_once,
    meets_a_spending_cap_once,
    meets_a_rate_limit,
    waits_as_long_as_it_is_told,
    gives_up_on_a_slow_answer,
    leaves_a_stream_in_the_middle,
]

for run in CHECKS:
    costs.clear()
    try:
        run()
        why = None
    except Exception:
        why = traceback.format_exc()
    name = run.__name__.replace("_", " ")
    print(json.dumps({"check": name, "why": why, "costs": costs}), flush=True)
