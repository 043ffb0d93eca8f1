"""Writes expected.json: what each recorded stream says, read in another way than the product reads it.

The bodies are what llama.cpp's server (b11549), transformers serve (5.23), vLLM (0.32), OpenAI's reference server
(gptoss, 0.0.9), LiteLLM (1.108) and llama-cpp-python (lcp, 0.3.36) sent, dechunked, with the tiny models of
Tests/Fixtures. Run it in this folder after adding one: python3 expected.py
"""
import json
import pathlib
import re

TURN = re.compile(r"<\|channel\|>(\w+)[^<]*(?:<\|constrain\|>\w+)?<\|message\|>(.*?)(?:<\|(?:end|return|call)\|>|$)", re.S)


def split(markup):
    """Chain, commentary and answer of raw markup."""
    parts = {"analysis": "", "commentary": "", "final": ""}
    for channel, text in TURN.findall(markup):
        parts[channel] += text
    return parts


def frames(text):
    for block in text.replace("\r\n", "\n").split("\n\n"):
        data = [line[5:].strip() for line in block.split("\n") if line.startswith("data:")]
        if data and data[0] != "[DONE]":
            yield json.loads(data[0])


def read(name, text):
    chain = answer = commentary = markup = ""
    ending = "interrupted"
    used = None
    called = False
    for frame in frames(text):
        if "error" in frame and isinstance(frame["error"], (dict, str)):
            told = frame["error"].get("code") if isinstance(frame["error"], dict) else None
            ending = "request" if told == 400 else "engine"
            break
        if name.startswith("completion-"):
            if "prompt_progress" not in frame:
                markup += frame["content"]
            if frame["stop"]:
                ending = {"eos": "stop", "limit": "length", "word": "stop"}[frame["stop_type"]]
                used = [frame["timings"]["cache_n"] + frame["timings"]["prompt_n"], frame["tokens_predicted"]]
        elif "responses" in name:
            kind = frame["type"]
            if kind in ("response.reasoning_text.delta", "response.reasoning_summary_text.delta"):
                chain += frame["delta"]
            elif kind == "response.output_text.delta":
                answer += frame["delta"]
            elif kind in ("response.function_call_arguments.delta", "response.mcp_call_arguments.delta"):
                commentary += frame["delta"]
                called = True
            elif kind == "response.output_item.done" and frame["item"]["type"] in ("function_call", "mcp_call"):
                if not called:
                    commentary += f"to=functions.{frame['item']['name']} {frame['item']['arguments']}"
                called = True
            elif kind == "response.completed":
                usage = frame["response"]["usage"]
                used = [usage["input_tokens"], usage["output_tokens"]]
                # llama-server says so of what it has cut, too; only the count tells.
                ending = "length" if frame["response"]["status"] == "incomplete" else "tool_calls" if called else "stop"
        else:
            for choice in frame.get("choices", []):
                if choice.get("index", 0) != 0:
                    continue
                delta = choice.get("delta", {})
                chain += delta.get("reasoning_content") or delta.get("reasoning") or ""
                answer += delta.get("content") or ""
                markup += choice.get("text") or ""
                for call in delta.get("tool_calls", []):
                    function = call["function"]
                    commentary += ("to=functions." + function["name"] + " " if "name" in function else "") + function.get("arguments", "")
                if choice.get("finish_reason"):
                    ending = {"abort": "engine"}.get(choice["finish_reason"], choice["finish_reason"])
                    if choice.get("stop_reason") == 200012:
                        ending = "tool_calls"
            usage = frame.get("usage")
            if usage:
                used = [usage["prompt_tokens"], usage["completion_tokens"]]
            elif frame.get("timings") and ending != "interrupted":
                timings = frame["timings"]
                used = [timings["cache_n"] + timings["prompt_n"], timings["predicted_n"]]
    if markup:
        parts = split(markup)
        chain, commentary, answer = parts["analysis"], parts["commentary"], parts["final"]
        if not any(parts.values()):
            chain, answer = flattened(markup)
    elif "<|channel|>" in answer:
        parts = split(answer)
        chain, commentary, answer = parts["analysis"], parts["commentary"], parts["final"]
    elif not chain and answer.startswith("analysis"):
        chain, answer = flattened(answer)
    thought = re.fullmatch(r"<think>(.*?)</think>\n*(.*)", answer, re.S)
    if thought:
        chain, answer = thought.groups()
    answer = re.sub(r"<\|(return|end)\|>$", "", answer)
    return {"chain": chain, "commentary": commentary, "answer": answer, "ending": ending, "usage": used}


def flattened(text):
    """A stream that lost its control tokens."""
    found = re.fullmatch(r"analysis(.*?)(?:assistantfinal(.*))?", text, re.S)
    return (found.group(1), found.group(2) or "") if found else ("", text)


def main():
    expected = {}
    for path in sorted(pathlib.Path(".").glob("*.body")):
        text = path.read_bytes().decode("utf-8")
        if "data:" in text:
            expected[path.stem] = read(path.stem, text)
    pathlib.Path("expected.json").write_text(json.dumps(expected, ensure_ascii=True, indent=1, sort_keys=True) + "\n")
    print(len(expected), "streams")


main()
