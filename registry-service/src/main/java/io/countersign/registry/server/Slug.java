package io.countersign.registry.server;

/** How a slug is written: a DNS label that is neither a segment of ours nor an id. */
public final class Slug {
    /** Segments of our own addresses, and anything that reads like an id, are no slugs. */
    public static final String PATTERN = "(?!(oauth2|userinfo|connect|mcp|internal|api|well-known|o)$)(?!(org|prj|srv|cli|con|key|sec|exp)-[0-9a-z]{26}$)"
            + "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private Slug() {
    }
}
