"""The open data: /data/v1/, made from the same model as the pages."""
