"""Stage 1: articles to sentences, mentions and claims."""
