# mypy: ignore-errors
"""A tokenizer in the manner of Qwen-VL's, for tests: a character is a token."""

from transformers import PreTrainedTokenizer


class QWenTokenizer(PreTrainedTokenizer):
    eod_id = 0

    def __init__(self, **kwargs):
        super().__init__(pad_token="\0", **kwargs)

    @property
    def vocab_size(self):
        return 128

    def get_vocab(self):
        return {chr(number): number for number in range(128)}

    def _tokenize(self, text, **kwargs):
        return list(text)

    def _convert_token_to_id(self, token):
        return ord(token)

    def _convert_id_to_token(self, index):
        return chr(index)

    def convert_tokens_to_string(self, tokens):
        return "".join(tokens)

    def save_vocabulary(self, save_directory, filename_prefix=None):
        return ()

    def from_list_format(self, parts):
        text = ""
        for number, part in enumerate(parts, start=1):
            text += (
                f"Picture {number}: <img>{part['image']}</img>\n"
                if "image" in part
                else part["text"]
            )
        return text
