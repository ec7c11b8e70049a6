"""OpenAI's own Python client straight at the sandbox's Responses; prints one JSON line per check."""

import json
import os
import traceback

import openai
from pydantic import BaseModel

BASE = os.environ["SANDBOX_URL"] + "/openai/v1"
MODEL = "gpt-5.4"
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
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
SPACE = {
    "type": "namespace",
    "name": "clocks",
    "description": "All about time.",
    "tools": [dict(WEATHER, name="clock", strict=None)],
}
TOOLS = [WEATHER, PATCH, SPACE]
CALLS = 'call:weather{"city": "Zürich"}\ncall:apply_patch*** Begin\ncall:clock{"city": "Oslo"}'


def client(key="sk-sandbox-openai"):
    return openai.OpenAI(base_url=BASE, api_key=key, max_retries=0)


def create(given, **options):
    options.setdefault("model", MODEL)
    return client().responses.create(input=given, store=False, **options)


def streamed(given, **options):
    options.setdefault("model", MODEL)
    with client().responses.stream(input=given, store=False, **options) as stream:
        return stream.get_final_response()


def as_said(item):
    """An item without what the client added to it."""
    return item.model_dump(exclude_none=True, exclude={"parsed_arguments"}, warnings=False)


def a_stream_folds_to_the_whole_answer():
    whole, folded = create("Hello"), streamed("Hello")
    assert whole.output_text and whole.output_text == folded.output_text
    assert whole.usage.model_dump() == folded.usage.model_dump()
    assert whole.usage.output_tokens_details.reasoning_tokens > 0
    assert folded.status == "completed"


def events_keep_to_their_grammar():
    events = list(create("Hello", stream=True, reasoning={"summary": "auto"}))
    assert [event.sequence_number for event in events] == list(range(len(events)))
    types = [event.type for event in events]
    assert types[:3] == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
    ], types
    assert types[-2:] == ["response.output_item.done", "response.completed"]
    assert "response.reasoning_summary_text.delta" in types


def function_custom_and_namespaced_tools_over_two_turns():
    include = {"include": ["reasoning.encrypted_content"], "tools": TOOLS}
    for ask in (create, streamed):
        calling = ask(CALLS, **include)
        assert [item.type for item in calling.output] == [
            "reasoning",
            "function_call",
            "custom_tool_call",
            "function_call",
        ]
        reasoning, weather, patch, clock = calling.output
        assert reasoning.encrypted_content and json.loads(weather.arguments) == {"city": "Zürich"}
        assert patch.input == "*** Begin" and clock.namespace == "clocks"
        turns = [{"role": "user", "content": CALLS}]
        turns += [as_said(item) for item in calling.output]
        turns += [
            {"type": "function_call_output", "call_id": weather.call_id, "output": "4 °C"},
            {"type": "custom_tool_call_output", "call_id": patch.call_id, "output": "done"},
            {"type": "function_call_output", "call_id": clock.call_id, "output": "noon"},
        ]
        assert ask(turns, **include).output_text
        turns[1]["encrypted_content"] = "gAAA" + reasoning.encrypted_content
        refused(lambda: ask(turns, **include), "invalid_encrypted_content")
        refused(lambda: ask(turns[:1] + turns[2:-1], **include), None)


def images_and_structured_output():
    image = [
        {
            "role": "user",
            "content": [
                {"type": "input_image", "image_url": PIXEL, "detail": "low"},
                {"type": "input_text", "text": "What is this?"},
            ],
        }
    ]
    assert create(image).usage.input_tokens > create("What is this?").usage.input_tokens

    class City(BaseModel):
        name: str

    parsed = client().responses.parse(model=MODEL, input="Plan", text_format=City)
    assert parsed.output_parsed.name


def a_cut_answer_is_incomplete():
    options = {"max_output_tokens": 200, "reasoning": {"effort": "low"}}
    cut = create("Long [[tokens=500]]", **options)
    last = list(create("Long [[tokens=500]]", stream=True, **options))[-1]
    assert last.type == "response.incomplete"
    for response in (cut, last.response):
        assert response.status == "incomplete"
        assert response.incomplete_details.reason == "max_output_tokens"
        assert response.usage.output_tokens == 200


def a_long_prefix_is_cached():
    long = "word " * 2_000
    assert create(long + "one").usage.input_tokens_details.cached_tokens == 0
    assert create(long + "two").usage.input_tokens_details.cached_tokens > 1_024


def a_conversation_is_compacted_and_counted():
    turns = [{"role": "user", "content": "Remember me"}, {"role": "assistant", "content": "Yes"}]
    compacted = client().responses.compact(model=MODEL, input=turns)
    assert compacted.output[-1].type == "compaction" and compacted.usage.output_tokens > 0
    next_turns = [as_said(item) for item in compacted.output]
    assert create(next_turns + [{"role": "user", "content": "Who?"}]).output_text
    counted = client().responses.input_tokens.count(model=MODEL, input="Hello")
    assert counted.input_tokens == create("Hello").usage.input_tokens


def refused(call, code):
    try:
        call()
    except openai.BadRequestError as error:
        assert error.code == code, error
    else:
        raise AssertionError(f"not refused: {code}")


def refusals_are_typed_errors():
    refused(lambda: create("x", extra_body={"colour": 1}), "unknown_parameter")
    refused(lambda: create("x", max_output_tokens=5), "integer_below_min_value")
    refused(lambda: create("x", temperature=0.5), "unsupported_parameter")
    refused(lambda: create("x", previous_response_id="resp_1"), "previous_response_not_found")
    refused(
        lambda: create("x", tools=[{"type": "function", "function": {"name": "f"}}]),
        "missing_required_parameter",
    )
    refused(lambda: create([{"role": "user", "content": [{"type": "text"}]}]), "invalid_value")
    for kind, call in (
        (openai.AuthenticationError, lambda: client("sk-other").responses.create(model=MODEL)),
        (openai.NotFoundError, lambda: create("x", model="gpt-9")),
        (openai.NotFoundError, lambda: create([{"type": "item_reference", "id": "rs_1"}])),
        (openai.RateLimitError, lambda: create("[[fault:status code=429]]")),
        (openai.InternalServerError, lambda: create("[[fault:status code=503]]")),
    ):
        try:
            call()
        except kind:
            pass
        else:
            raise AssertionError(f"no {kind}")


CHECKS = (
    a_stream_folds_to_the_whole_answer,
    events_keep_to_their_grammar,
    function_custom_and_namespaced_tools_over_two_turns,
    images_and_structured_output,
    a_cut_answer_is_incomplete,
    a_long_prefix_is_cached,
    a_conversation_is_compacted_and_counted,
    refusals_are_typed_errors,
)

for check in CHECKS:
    why = None
    try:
        check()
    except Exception:
        why = traceback.format_exc()
    print(json.dumps({"check": check.__name__.replace("_", " "), "why": why}), flush=True)
