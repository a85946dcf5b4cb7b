"""The one way anything is written in chat and in the config: fields, counts, moments, spans, people, flags, switches.

Pure: words and the time go in, a reading comes out. What a feature makes of its fields lives with the feature.
"""
