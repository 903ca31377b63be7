"""Changes written into an existing YAML text by editing the text: every byte that need not change stays."""

from indicators.yaml_merge.merging import merge_yaml

__all__ = ["merge_yaml"]
