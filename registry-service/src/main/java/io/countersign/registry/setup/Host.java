package io.countersign.registry.setup;

/** A program that people use MCP servers with. */
public enum Host {
    CLAUDE_CODE("Claude Code"), CLAUDE("Claude (web, desktop, mobile)"), CHATGPT("ChatGPT"), CURSOR("Cursor"), VS_CODE(
            "VS Code"), GEMINI_CLI(
                    "Gemini CLI"), CODEX("Codex"), OTHER("Another host");

    private final String title;

    Host(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
