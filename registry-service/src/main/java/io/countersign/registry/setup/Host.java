package io.countersign.registry.setup;

/** A program that people use MCP servers with, and how it comes to be known where no owner registered it. */
public enum Host {
    CLAUDE_CODE("Claude Code", true, false), CLAUDE("Claude (web, desktop, mobile)", true, false), CHATGPT("ChatGPT", true, false), CURSOR(
            "Cursor", false, true), VS_CODE("VS Code", true, false), GEMINI_CLI("Gemini CLI", false,
                    false), CODEX("Codex", true, false), OTHER("Another host", false, false);

    private final String title;
    private final boolean document;
    private final boolean ownScheme;

    Host(String title, boolean document, boolean ownScheme) {
        this.title = title;
        this.document = document;
        this.ownScheme = ownScheme;
    }

    String title() {
        return title;
    }

    /** Whether it has a metadata document (CIMD); without one it registers itself. */
    public boolean document() {
        return document;
    }

    /** Whether it registers a redirect URI of a scheme of its own. */
    public boolean ownScheme() {
        return ownScheme;
    }
}
