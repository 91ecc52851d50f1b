"""What every server imports; see ``tests/kit/live.py``."""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # as the server itself does before it imports Gradio

import faiss  # noqa: F401
import gradio
import gradio.routes  # noqa: F401
import mcp  # noqa: F401
import openvino  # noqa: F401
import uvicorn  # noqa: F401
