"""Writers: frames to files."""
