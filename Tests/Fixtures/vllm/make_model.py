"""Makes the folder that vLLM loads: tiny-harmony with the vocabulary of the released models.

usage: make_model.py WEIGHTS.safetensors TEMPLATE.jinja VOCABULARY.tiktoken FOLDER

Runs in vLLM's own environment, which has torch, transformers, tokenizers and safetensors.
"""
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import GptOssConfig, GptOssForCausalLM, PreTrainedTokenizerFast
from transformers.convert_slow_tokenizer import TikTokenConverter

VOCABULARY = 201_088
FIRST_SPECIAL = 199_998
# openai/harmony, docs/format.md: the tokens that shape a conversation. The others are reserved.
SPECIAL = {
    199_998: "<|startoftext|>", 199_999: "<|endoftext|>", 200_002: "<|return|>",
    200_003: "<|constrain|>", 200_005: "<|channel|>", 200_006: "<|start|>", 200_007: "<|end|>",
    200_008: "<|message|>", 200_012: "<|call|>", 200_018: "<|endofprompt|>",
}
# openai/tiktoken, tiktoken_ext/openai_public.py, o200k_base.
WORD = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
SPLIT = "|".join([
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+" + WORD,
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*" + WORD,
    r"\p{N}{1,3}", r" ?[^\s\p{L}\p{N}]+[\r\n/]*", r"\s*[\r\n]+", r"\s+(?!\S)", r"\s+",
])


def configuration():
    # vLLM asks for YaRN's fields; a factor of 1 changes nothing.
    rope = {
        "rope_type": "yarn", "factor": 1.0, "original_max_position_embeddings": 131_072,
        "beta_fast": 32.0, "beta_slow": 1.0, "truncate": False, "rope_theta": 150_000.0,
    }
    return GptOssConfig(
        vocab_size=VOCABULARY, hidden_size=128, intermediate_size=128, num_hidden_layers=4,
        num_attention_heads=4, num_key_value_heads=2, head_dim=32, num_local_experts=4,
        num_experts_per_tok=2, sliding_window=128, max_position_embeddings=131_072,
        rope_parameters=rope, tie_word_embeddings=False, rms_norm_eps=1e-5,
        bos_token_id=199_998, eos_token_id=200_002, pad_token_id=199_999)


def model(weights):
    """The model with all rows: tokens that it never saw share one row, and are never said."""
    state = {
        name: tensor.float() if tensor.is_floating_point() else tensor.long()
        for name, tensor in load_file(weights).items()
    }
    seen, said = state.pop("ids"), state.pop("targets")
    rows, heads = state.pop("emb"), state.pop("head")
    embedding = rows[-1].repeat(VOCABULARY, 1)
    embedding[seen] = rows[:-1]
    head = torch.zeros(VOCABULARY, rows.shape[1])
    head[said] = heads
    whole = GptOssForCausalLM(configuration())
    whole.load_state_dict(
        {**state, "model.embed_tokens.weight": embedding, "lm_head.weight": head})
    whole = whole.to(torch.bfloat16)
    generation = whole.generation_config
    generation.eos_token_id = [200_002, 199_999, 200_012]
    generation.bos_token_id, generation.pad_token_id = 199_998, 199_999
    generation.do_sample = False
    return whole


def tokenizer(vocabulary, template):
    converter = TikTokenConverter(vocab_file=vocabulary, pattern=SPLIT)
    ranks, merges = converter.extract_vocab_merges_from_model(vocabulary)
    made = Tokenizer(models.BPE(ranks, merges, fuse_unk=False, ignore_merges=True))
    made.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(SPLIT), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens([
        AddedToken(SPECIAL.get(token, f"<|reserved_{token}|>"), special=True, normalized=False)
        for token in range(FIRST_SPECIAL, VOCABULARY)
    ])
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=made, bos_token="<|startoftext|>", eos_token="<|return|>",
        pad_token="<|endoftext|>", model_input_names=["input_ids", "attention_mask"])
    wrapped.chat_template = Path(template).read_text()
    for token, spelling in SPECIAL.items():
        assert wrapped.convert_tokens_to_ids(spelling) == token, spelling
    return wrapped


def main():
    weights, template, vocabulary, folder = sys.argv[1:]
    model(weights).save_pretrained(folder)
    tokenizer(vocabulary, template).save_pretrained(folder)


main()
