"""What every chat has: hello, help, privacy, members coming and going, the doctor, the nightly round."""
