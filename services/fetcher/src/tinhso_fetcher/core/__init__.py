"""What the fetcher decides, without doing it: identities, sources, hints, what to publish."""
