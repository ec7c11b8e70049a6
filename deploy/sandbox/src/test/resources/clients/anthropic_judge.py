"""Anthropic's own Python client straight at the sandbox; prints one JSON line per check."""

import json
import os
import traceback

import anthropic

BASE = os.environ["SANDBOX_URL"] + "/anthropic"
MODEL = "claude-sonnet-4-6"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    "Jggg=="
)
TOOLS = [
    {
        "name": name,
        "description": f"Looks up the {name}.",
        "input_schema": {"type": "object", "properties": {field: {"type": "string"}}},
    }
    for name, field in (("weather", "city"), ("clock", "zone"))
]
CALLS = 'call:weather{"city": "Zürich"}\ncall:clock{"zone": "CET"}'


def client(key="sk-sandbox-anthropic", **options):
    return anthropic.Anthropic(base_url=BASE, api_key=key, max_retries=0, **options)


def said(content):
    return [{"role": "user", "content": content}]


def create(messages, **options):
    options.setdefault("max_tokens", 1_000)
    return client().messages.create(model=MODEL, messages=messages, **options)


def streamed(messages, **options):
    options.setdefault("max_tokens", 1_000)
    with client().messages.stream(model=MODEL, messages=messages, **options) as stream:
        return stream.get_final_message()


def a_stream_folds_to_the_whole_answer():
    whole, folded = create(said("Hello")), streamed(said("Hello"))
    assert whole.content[0].text == folded.content[0].text
    assert whole.usage == folded.usage, (whole.usage, folded.usage)
    assert whole.stop_reason == folded.stop_reason == "end_turn"


def parallel_tools_are_called_and_their_results_answered():
    for ask in (create, streamed):
        calling = ask(said(CALLS), tools=TOOLS)
        calls = [block for block in calling.content if block.type == "tool_use"]
        assert [call.input for call in calls] == [{"city": "Zürich"}, {"zone": "CET"}]
        results = [
            {"type": "tool_result", "tool_use_id": call.id, "content": "4 °C"} for call in calls
        ]
        turns = said(CALLS) + [calling.to_param()] + said(results)
        assert ask(turns, tools=TOOLS).stop_reason == "end_turn"


def thinking_goes_round_with_its_signature():
    thinking = {"type": "enabled", "budget_tokens": 1_024}
    for ask in (create, streamed):
        calling = ask(said(CALLS), tools=TOOLS, thinking=thinking, max_tokens=3_000)
        assert calling.content[0].type == "thinking" and calling.content[0].signature
        results = [
            {"type": "tool_result", "tool_use_id": block.id, "content": "4 °C"}
            for block in calling.content
            if block.type == "tool_use"
        ]
        turns = said(CALLS) + [calling.to_param()] + said(results)
        ask(turns, tools=TOOLS, thinking=thinking, max_tokens=3_000)
        turns[1]["content"][0] = dict(
            type="thinking", thinking="another", signature=calling.content[0].signature
        )
        try:
            ask(turns, tools=TOOLS, thinking=thinking, max_tokens=3_000)
        except anthropic.BadRequestError as error:
            assert "Invalid `signature` in `thinking` block" in error.api_message
        else:
            raise AssertionError("changed thinking was taken")


def images_and_documents_are_counted():
    image = {"type": "base64", "media_type": "image/png", "data": PIXEL}
    text = {"type": "text", "media_type": "text/plain", "data": "Once upon a time."}
    with_both = said(
        [
            {"type": "image", "source": image},
            {"type": "document", "source": text, "title": "A tale"},
            {"type": "text", "text": "What is this?"},
        ]
    )
    assert create(with_both).usage.input_tokens > create(said("What is this?")).usage.input_tokens


def a_cached_prefix_is_written_then_read():
    system = [
        {
            "type": "text",
            "text": "A long and weighty instruction. " * 400,
            "cache_control": {"type": "ephemeral", "ttl": "1h"},
        }
    ]
    first, second = create(said("One"), system=system), create(said("Two"), system=system)
    written = first.usage.cache_creation.ephemeral_1h_input_tokens
    assert written > 1_024 and first.usage.cache_creation_input_tokens == written
    assert second.usage.cache_read_input_tokens == written
    assert second.usage.cache_creation_input_tokens == 0


def structured_output_fits_its_schema():
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": ["city"],
        "properties": {"city": {"type": "string"}},
    }
    answer = create(
        said("Plan"), output_config={"format": {"type": "json_schema", "schema": schema}}
    )
    assert isinstance(json.loads(answer.content[0].text)["city"], str)


def compaction_is_an_iteration_of_its_own():
    edit = {"type": "compact_20260112", "trigger": {"type": "input_tokens", "value": 50_000}}
    answer = client().beta.messages.create(
        model=MODEL,
        max_tokens=1_000,
        betas=["compact-2026-01-12"],
        context_management={"edits": [edit]},
        messages=said("word " * 51_000),
    )
    compaction, message = answer.usage.iterations
    assert compaction.type == "compaction" and compaction.input_tokens > 50_000
    assert answer.usage.input_tokens == message.input_tokens < 1_000


def a_web_search_is_counted():
    tools = [{"type": "web_search_20250305", "name": "web_search"}]
    for ask in (create, streamed):
        answer = ask(said("search:the weather"), tools=tools)
        assert answer.usage.server_tool_use.web_search_requests == 1
        turns = said("search:the weather") + [answer.to_param()] + said("And now?")
        ask(turns, tools=tools)


def prompts_are_counted_and_models_listed():
    counted = client().messages.count_tokens(model=MODEL, messages=said("Hello"))
    assert counted.input_tokens == create(said("Hello")).usage.input_tokens
    ids = [model.id for model in client().models.list(limit=2)]
    assert MODEL in ids and len(ids) == len(set(ids)) > 2


def refusals_are_typed_errors():
    wrong = "sk-ant-somebody-elses"
    for kind, call in (
        (anthropic.AuthenticationError, lambda: client(wrong).models.list()),
        (anthropic.NotFoundError, lambda: client().models.retrieve("claude-9")),
        (anthropic.BadRequestError, lambda: create([])),
        (anthropic.RateLimitError, lambda: create(said("[[fault:status code=429]]"))),
        (anthropic.OverloadedError, lambda: create(said("[[fault:status code=529]]"))),
        (anthropic.APIStatusError, lambda: streamed(said("[[fault:error_event]] x"))),
    ):
        try:
            call()
        except kind as error:
            assert error.type, error
        else:
            raise AssertionError(f"no {kind}")


CHECKS = (
    a_stream_folds_to_the_whole_answer,
    parallel_tools_are_called_and_their_results_answered,
    thinking_goes_round_with_its_signature,
    images_and_documents_are_counted,
    a_cached_prefix_is_written_then_read,
    structured_output_fits_its_schema,
    compaction_is_an_iteration_of_its_own,
    a_web_search_is_counted,
    prompts_are_counted_and_models_listed,
    refusals_are_typed_errors,
)

for check in CHECKS:
    why = None
    try:
        check()
    except Exception:
        why = traceback.format_exc()
    print(json.dumps({"check": check.__name__.replace("_", " "), "why": why}), flush=True)
