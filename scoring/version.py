"""The version of the engine, which every run names."""

ENGINE = "0.1.0"
