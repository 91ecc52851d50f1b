"""What every server imports; see ``tests/kit/live.py``."""

import os

from index.encode.graph import openvino

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # as the server itself does before it imports Gradio

import faiss  # noqa: F401
import gradio
import gradio.routes  # noqa: F401
import mcp  # noqa: F401
import uvicorn  # noqa: F401

openvino()  # without its telemetry, which forks in a thread; while it does, filelock forbids to fork a server
