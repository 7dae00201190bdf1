"""Turn corpus/*.yml into a static, searchable site: `python -m scripts <verb>`."""
