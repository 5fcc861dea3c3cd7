"""What the fetcher decides, without doing it: identities, sources, what to publish."""
