"""Models behind any OpenAI-compatible server: vLLM, SGLang, LMDeploy, our own."""

from droidground.grounding.engines.openai.engine import OpenAIEngine, connect

__all__ = ["OpenAIEngine", "connect"]
