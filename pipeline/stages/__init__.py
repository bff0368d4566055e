"""Stages: frames in, frames out, each adding what its name says."""
