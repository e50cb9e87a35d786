"""The demo's words: TOML for who and what, Markdown for what people say."""
