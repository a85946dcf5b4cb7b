"""Sentences for people, by locale and feature; what decides which sentence is said lives in handlers."""
