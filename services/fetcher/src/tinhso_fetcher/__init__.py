"""Publishes pages, files and URLs as `ArticleFetched`, each revision once."""
