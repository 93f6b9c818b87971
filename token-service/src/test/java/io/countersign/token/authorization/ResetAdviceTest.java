package io.countersign.token.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that was deleted or has expired is told how to be reset, in the words of the host that keeps its dead id. */
class ResetAdviceTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"cursor://anysphere.cursor-mcp/oauth/callback,Cursor",
            "https://claude.ai/api/mcp/auth_callback,In Claude:", "https://chatgpt.com/connector_platform_oauth_redirect,ChatGPT",
            "https://vscode.dev/redirect,VS Code", "http://127.0.0.1:33418/,VS Code", "http://localhost:4711/callback,Claude Code",
            "http://localhost:1/oauth/callback,mcp-remote", "https://app.example/cb,your MCP client",
            "https://claude.ai.evil.example/,your MCP client", "::,your MCP client", "-,your MCP client"})
    void theTextIsTheHosts(@Nullable String redirectUri, String named) {
        assertThat(ResetAdvice.of(redirectUri)).contains(named);
    }
}
