"""What the server offers to programs: JSON, events, OpenAI's chat completions, MCP, Gradio's client."""
