"""The code about itself: what the linters cannot know of this project."""
