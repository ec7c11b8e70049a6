"""What a Python developer does with OpenAI's Responses; prints one JSON line per check."""

import json
import os
import time
import traceback

import openai

BASE = os.environ["AIBRIDGE_BASE_URL"]
MODEL = "gpt-5.4"
WEATHER = {
    "type": "function",
    "name": "weather",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
        "additionalProperties": False,
    },
    "strict": True,
}
PATCH = {"type": "custom", "name": "apply_patch", "description": "Changes files."}
CALLS = 'call:weather{"city": "Zürich"}\ncall:apply_patch*** Begin'

costs = {}


def client(key="AIBRIDGE_KEY", **options):
    options.setdefault("max_retries", 0)
    return openai.OpenAI(base_url=BASE, api_key=os.environ[key], **options)


def create(given, **options):
    """An answer whose price is noted under its request's id."""
    options.setdefault("model", MODEL)
    raw = client().responses.with_raw_response.create(input=given, **options)
    costs[raw.headers["x-request-id"]] = raw.headers["x-aibridge-cost"]
    return raw.parse()


def streamed(given, **options):
    options.setdefault("model", MODEL)
    with client().responses.stream(input=given, **options) as stream:
        return stream.get_final_response()


def as_said(item):
    """An item without what the client added to it."""
    return item.model_dump(exclude_none=True, exclude={"parsed_arguments"}, warnings=False)


def refused(kind, status, code, call):
    try:
        call()
    except kind as error:
        assert error.status_code == status, error.status_code
        assert error.code == code, error.code
        assert error.request_id, "no request id"
        return error
    raise AssertionError(f"not refused with {kind.__name__}")


def ask(key, **options):
    return lambda: client(key).responses.create(**{"model": MODEL, "input": "Hello", **options})


def answers_and_names_its_model():
    answer = create("Say something about rivers.")
    assert answer.output_text and answer.status == "completed"
    assert answer.model == MODEL, answer.model
    assert answer.provider == "OpenAI"
    assert answer.usage.total_tokens == answer.usage.input_tokens + answer.usage.output_tokens


def streams_the_same():
    question = "Stream, s'il vous plaît: 你好 🚀"
    whole, folded = create(question), streamed(question)
    assert folded.output_text == whole.output_text
    assert folded.usage.model_dump() == whole.usage.model_dump()
    assert folded.model == MODEL


def numbers_its_events_without_gaps():
    events = list(client().responses.create(model=MODEL, input="Events.", stream=True))
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert events[-1].type == "response.completed"


def calls_tools_over_two_turns_with_its_reasoning():
    options = {
        "include": ["reasoning.encrypted_content"],
        "tools": [WEATHER, PATCH, {"type": "web_search"}],
    }
    for answer_to in (create, streamed):
        turns = [{"role": "user", "content": CALLS}]
        calling = answer_to(turns, **options)
        kinds = [item.type for item in calling.output]
        assert kinds == ["reasoning", "function_call", "custom_tool_call"], kinds
        assert calling.output[0].encrypted_content
        turns += [as_said(item) for item in calling.output]
        for call in calling.output[1:]:
            kind = f"{call.type}_output"
            turns.append({"type": kind, "call_id": call.call_id, "output": "fine"})
        assert answer_to(turns, **options).output_text


def tells_what_it_left_out():
    raw = client().responses.with_raw_response.create(
        model=MODEL, input="Search.", store=True, tools=[{"type": "web_search"}, WEATHER]
    )
    assert raw.headers["x-aibridge-dropped"] == "tools.web_search, store"


def counts_tokens():
    counted = client().responses.input_tokens.count(model=MODEL, input="Count this.")
    assert counted.input_tokens == create("Count this.").usage.input_tokens


def keeps_nothing_at_the_vendor():
    for options in (
        {"previous_response_id": "resp_1"},
        {"conversation": "conv_1"},
        {"background": True},
        {"input": [{"type": "item_reference", "id": "rs_1"}]},
    ):
        call = ask("AIBRIDGE_KEY", **options)
        refused(openai.BadRequestError, 400, "unsupported_value", call)


def meets_a_wrong_key_and_model():
    call = ask("AIBRIDGE_KEY_UNKNOWN")
    refused(openai.AuthenticationError, 401, "invalid_api_key", call)
    call = ask("AIBRIDGE_KEY", model="claude-sonnet-4-6")
    error = refused(openai.NotFoundError, 404, "model_not_found", call)
    assert "/v1/messages" in str(error)


def stops_where_waiting_is_of_no_use():
    begun = time.monotonic()
    for key in ("AIBRIDGE_KEY_CAPPED", "AIBRIDGE_KEY_BROKE"):
        retrying = client(key, max_retries=5).responses
        call = lambda: retrying.create(model=MODEL, input="Hello")
        if key.endswith("CAPPED"):
            error = refused(openai.RateLimitError, 429, "insufficient_quota", call)
            assert "retry-after" not in error.response.headers
        else:
            refused(openai.APIStatusError, 402, "insufficient_balance", call)
    assert time.monotonic() - begun < 2, "it was repeated"


def hears_of_a_stream_that_breaks():
    marked = "[[fault:cut after_events=2]] [[tokens=50]] break"
    events = list(client().responses.create(model=MODEL, input=marked, stream=True))
    assert events[-1].type == "response.failed", events[-1].type
    assert events[-1].response.error.code == "upstream_error"


CHECKS = [
    answers_and_names_its_model,
    streams_the_same,
    numbers_its_events_without_gaps,
    calls_tools_over_two_turns_with_its_reasoning,
    tells_what_it_left_out,
    counts_tokens,
    keeps_nothing_at_the_vendor,
    meets_a_wrong_key_and_model,
    stops_where_waiting_is_of_no_use,
    hears_of_a_stream_that_breaks,
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
