# mypy: ignore-errors
"""Remote code in the manner of Qwen-VL's, for tests: it answers with what it really was given.

The box it draws is where the picture's brightest pixel is, so a picture that came over wrongly, or
another question, gives another answer.
"""

import re

import numpy as np
import torch
from PIL import Image
from transformers import PretrainedConfig, PreTrainedModel


class QWenConfig(PretrainedConfig):
    model_type = "qwen"


class QWenLMHeadModel(PreTrainedModel):
    config_class = QWenConfig
    _no_split_modules = []

    def __init__(self, config):
        super().__init__(config)
        self.weight = torch.nn.Parameter(torch.zeros(1))
        self.post_init()

    def _init_weights(self, module):
        pass

    def chat(self, tokenizer, query, history, system="You are a helpful assistant.", **kwargs):
        assert history is None
        assert kwargs == {"do_sample": False, "max_new_tokens": kwargs["max_new_tokens"]}
        words = re.search('of "(.*)"', query).group(1)
        pixels = np.asarray(Image.open(re.search("<img>(.*?)</img>", query).group(1)))
        y, x = np.unravel_index(pixels.sum(axis=2).argmax(), pixels.shape[:2])
        left, top = 1000 * x // pixels.shape[1], 1000 * y // pixels.shape[0]
        box = f"<box>({left},{top}),({left + 2},{top + 2})</box>"
        return f"<ref>{words}</ref>{box}", []

    def generate(self, input_ids, max_new_tokens, min_new_tokens, **kwargs):
        assert min_new_tokens <= max_new_tokens
        new = [ord(letter) for letter in "(10,20),(30,40)</box>"]
        return torch.cat([input_ids, torch.tensor([new])], dim=1)
