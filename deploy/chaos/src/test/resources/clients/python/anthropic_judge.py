"""What a Python developer does with Anthropic's own client; prints one JSON line per check."""

import json
import os
import time
import traceback

import anthropic

BASE = os.environ["AIBRIDGE_BASE_URL"].removesuffix("/v1")
MODEL = "claude-sonnet-4-6"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TOOLS = [
    {
        "name": name,
        "description": f"Looks up the {name}.",
        "input_schema": {
            "type": "object",
            "properties": {field: {"type": "string"}},
            "required": [field],
        },
    }
    for name, field in (("weather", "city"), ("clock", "zone"))
]
CALLS = 'call:weather{"city": "Zürich"}\ncall:clock{"zone": "CET"}'
LONG = "Rivers of Europe, told at length. " * 800

costs = {}


def client(key="AIBRIDGE_KEY", **options):
    options.setdefault("max_retries", 0)
    return anthropic.Anthropic(base_url=BASE, api_key=os.environ[key], **options)


def said(text):
    return [{"role": "user", "content": text}]


def message(messages, **options):
    """An answer whose price is noted under its request's id."""
    options.setdefault("model", MODEL)
    options.setdefault("max_tokens", 500)
    raw = client().messages.with_raw_response.create(messages=messages, **options)
    costs[raw.headers["x-request-id"]] = raw.headers["x-aibridge-cost"]
    assert raw.headers["request-id"] == raw.headers["x-request-id"]
    return raw.parse()


def streamed(messages, **options):
    options.setdefault("model", MODEL)
    options.setdefault("max_tokens", 500)
    with client().messages.stream(messages=messages, **options) as stream:
        for _ in stream:
            pass
        return stream.get_final_message()


def refused(kind, status, type_, call):
    try:
        call()
    except kind as error:
        assert error.status_code == status, error.status_code
        assert error.body["error"]["type"] == type_, error.body
        assert error.request_id == error.body["request_id"], error.body
        return error
    raise AssertionError(f"not refused with {kind.__name__}")


def answers():
    answer = message(said("Say something about rivers."))
    assert answer.type == "message" and answer.role == "assistant"
    assert answer.content[0].text and answer.stop_reason == "end_turn"
    assert answer.usage.input_tokens > 0 and answer.usage.output_tokens > 0


def answers_with_a_bearer_too():
    bearer = anthropic.Anthropic(
        base_url=BASE, auth_token=os.environ["AIBRIDGE_KEY"], api_key=None, max_retries=0
    )
    answer = bearer.messages.create(model=MODEL, max_tokens=50, messages=said("Bearer."))
    assert answer.content[0].text


def streams_the_same():
    question = said("Stream, s'il vous plaît: 你好 🚀")
    whole, stream = message(question), streamed(question)
    assert stream.content[0].text == whole.content[0].text
    assert stream.usage.output_tokens == whole.usage.output_tokens
    assert stream.usage.input_tokens == whole.usage.input_tokens


def resolves_the_names_that_agents_ask_for():
    raw = client().messages.with_raw_response.create(
        model="claude-sonnet-5-5-20260930", max_tokens=20, messages=said("Which model?")
    )
    assert raw.headers["x-aibridge-model"] == MODEL, raw.headers["x-aibridge-model"]


def calls_tools_over_several_turns():
    history = said(CALLS)
    for answer_to in (message, streamed):
        answer = answer_to(history, tools=TOOLS)
        assert answer.stop_reason == "tool_use", answer.stop_reason
        calls = [block for block in answer.content if block.type == "tool_use"]
        assert [call.name for call in calls] == ["weather", "clock"]
        assert calls[0].input == {"city": "Zürich"}
        results = [
            {"type": "tool_result", "tool_use_id": call.id, "content": "fine"} for call in calls
        ]
        history += [
            {"role": "assistant", "content": answer.content},
            {"role": "user", "content": results},
        ]
        last = message(history, tools=TOOLS)
        assert last.stop_reason == "end_turn" and last.content[0].text
        history += [{"role": "assistant", "content": last.content}, *said(CALLS)]


def thinks_and_keeps_its_signatures():
    thinking = {"type": "enabled", "budget_tokens": 1024}
    history = said("Think about rivers.")
    for answer_to in (message, streamed):
        answer = answer_to(history, thinking=thinking, max_tokens=3000)
        assert answer.content[0].type == "thinking", answer.content
        assert answer.content[0].signature
        history += [{"role": "assistant", "content": answer.content}, *said("And on.")]


def sees_an_image():
    source = {"type": "base64", "media_type": "image/png", "data": PIXEL}
    parts = [{"type": "text", "text": "What is this?"}, {"type": "image", "source": source}]
    assert message([{"role": "user", "content": parts}]).content[0].text


def cached(ttl):
    mark = {"type": "ephemeral", "ttl": ttl}
    return [{"type": "text", "text": f"{ttl}: {LONG}", "cache_control": mark}]


def writes_and_reads_the_cache():
    for ttl, written in (
        ("5m", "ephemeral_5m_input_tokens"),
        ("1h", "ephemeral_1h_input_tokens"),
    ):
        first = message(said("One."), system=cached(ttl))
        assert getattr(first.usage.cache_creation, written) > 1024, first.usage
        second = streamed(said("Two."), system=cached(ttl))
        assert second.usage.cache_read_input_tokens > 1024, second.usage


def pays_for_a_compaction():
    """What a compaction pass uses stands beside the message's own usage, and is billed."""
    history = said(LONG * 8)
    edit = {"type": "compact_20260112", "trigger": {"type": "input_tokens", "value": 50_000}}
    raw = client().beta.messages.with_raw_response.create(
        model=MODEL,
        max_tokens=2000,
        messages=history,
        betas=["compact-2026-01-12"],
        context_management={"edits": [edit]},
    )
    costs[raw.headers["x-request-id"]] = raw.headers["x-aibridge-cost"]
    kinds = [one.type for one in raw.parse().usage.iterations]
    assert "compaction" in kinds, kinds


def leaves_out_a_search_that_nobody_priced():
    search = {"type": "web_search_20250305", "name": "web_search"}
    raw = client().messages.with_raw_response.create(
        model=MODEL, max_tokens=50, messages=said("Search."), tools=[search, *TOOLS]
    )
    assert raw.headers["x-aibridge-dropped"] == "tools.web_search_20250305"
    forced = ask("AIBRIDGE_KEY", tools=[search], tool_choice={"type": "any"})
    refused(anthropic.BadRequestError, 400, "invalid_request_error", forced)


def counts_tokens():
    counted = client().messages.count_tokens(model=MODEL, messages=said("Count this."))
    answer = message(said("Count this."))
    assert counted.input_tokens == answer.usage.input_tokens


def lists_and_retrieves_models():
    listed = [model.id for model in client().models.list(limit=2)]
    assert MODEL in listed and "gpt-4o" not in listed, listed
    assert len(listed) == len(set(listed)) > 2, "pages repeat"
    assert client().models.retrieve(MODEL).id == MODEL
    missing = lambda: client().models.retrieve("claude-0")
    assert "model: claude-0" in str(refused(anthropic.NotFoundError, 404, "not_found_error", missing))


def ask(key, **options):
    options.setdefault("max_tokens", 100)
    return lambda: client(key).messages.create(
        **{"model": MODEL, "messages": said("Hello"), **options}
    )


def meets_a_wrong_key():
    for key in ("AIBRIDGE_KEY_UNKNOWN", "AIBRIDGE_KEY_DISABLED", "AIBRIDGE_KEY_EXPIRED"):
        refused(anthropic.AuthenticationError, 401, "authentication_error", ask(key))


def meets_models_that_it_cannot_have():
    for model in ("claude-0", "gpt-4o"):
        call = ask("AIBRIDGE_KEY", model=model)
        error = refused(anthropic.NotFoundError, 404, "not_found_error", call)
    assert "/v1/chat/completions" in str(error)
    call = ask("AIBRIDGE_KEY_ONE_MODEL")
    error = refused(anthropic.PermissionDeniedError, 403, "permission_error", call)
    assert f"model: {MODEL}" in str(error)


def meets_a_bad_request():
    ours = ask("AIBRIDGE_KEY", container="x")
    refused(anthropic.BadRequestError, 400, "invalid_request_error", ours)
    vendors = ask("AIBRIDGE_KEY", messages=[{"role": "robot", "content": "x"}])
    refused(anthropic.BadRequestError, 400, "invalid_request_error", vendors)


def meets_a_context_that_is_too_long():
    error = refused(
        anthropic.BadRequestError,
        400,
        "invalid_request_error",
        ask("AIBRIDGE_KEY", model="claude-3-5-haiku", messages=said(LONG * 40)),
    )
    assert "prompt is too long" in str(error), error


def meets_an_empty_wallet_once():
    begun = time.monotonic()
    retrying = client("AIBRIDGE_KEY_BROKE", max_retries=5).messages
    again = lambda: retrying.create(model=MODEL, max_tokens=100, messages=said("Hello"))
    refused(anthropic.APIStatusError, 402, "billing_error", again)
    assert time.monotonic() - begun < 2, "it was repeated"


def meets_a_rate_limit():
    ask("AIBRIDGE_KEY_ONE_PER_MINUTE")()
    call = ask("AIBRIDGE_KEY_ONE_PER_MINUTE")
    error = refused(anthropic.RateLimitError, 429, "rate_limit_error", call)
    assert 1 <= int(error.response.headers["retry-after"]) <= 60


def hears_of_a_stream_that_breaks():
    marked = said("[[fault:cut after_events=2]] [[tokens=50]] break")
    try:
        streamed(marked)
    except anthropic.APIStatusError as error:
        assert error.body["error"]["type"] == "api_error", error.body
        return
    raise AssertionError("a stream that was cut ended well")


def leaves_a_stream_in_the_middle():
    stream = client().messages.create(
        model=MODEL,
        max_tokens=4000,
        messages=said("[[tokens=2000]] [[pace=100]] leave"),
        stream=True,
    )
    for _, event in zip(range(8), stream, strict=False):
        assert event.type
    stream.close()


CHECKS = [
    answers,
    answers_with_a_bearer_too,
    streams_the_same,
    resolves_the_names_that_agents_ask_for,
    calls_tools_over_several_turns,
    thinks_and_keeps_its_signatures,
    sees_an_image,
    writes_and_reads_the_cache,
    pays_for_a_compaction,
    leaves_out_a_search_that_nobody_priced,
    counts_tokens,
    lists_and_retrieves_models,
    meets_a_wrong_key,
    meets_models_that_it_cannot_have,
    meets_a_bad_request,
    meets_a_context_that_is_too_long,
    meets_an_empty_wallet_once,
    meets_a_rate_limit,
    hears_of_a_stream_that_breaks,
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
