package io.countersign.token.authorization;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How a person makes the MCP client at hand forget a registration that is no more, so that it registers anew (RFC 7591 clients keep their id
 * for ever). Which client it is shows in where it goes back to; that is believed for the choice of a text and for nothing else.
 */
final class ResetAdvice {
    private static final String OTHERWISE = "If it worked before, remove the server from your MCP client and add it again. "
            + "Otherwise ask whoever runs it here.";

    private ResetAdvice() {
    }

    static String of(@Nullable String redirectUri) {
        try {
            return redirectUri == null ? OTHERWISE : of(new URI(redirectUri));
        } catch (URISyntaxException malformed) {
            return OTHERWISE;
        }
    }

    private static String of(URI redirect) {
        if ("cursor".equals(redirect.getScheme())) {
            return "In Cursor: open Settings, MCP, log out of the server and connect it again.";
        }
        return switch (String.valueOf(redirect.getHost())) {
            case "claude.ai" -> "In Claude: open Settings, Connectors, remove the connector and add it again.";
            case "chatgpt.com" -> "In ChatGPT: open Settings, Apps & Connectors, delete the connector and create it again.";
            case "vscode.dev" -> visualStudioCode();
            case "localhost", "127.0.0.1" -> onThisMachine(redirect);
            default -> OTHERWISE;
        };
    }

    private static String onThisMachine(URI redirect) {
        return switch (String.valueOf(redirect.getPath())) {
            case "/" -> visualStudioCode();
            case "/callback" -> "In Claude Code: type /mcp, choose the server, Clear authentication, and authenticate again.";
            case "/oauth/callback" -> "With mcp-remote: delete the folder .mcp-auth in your home directory and start it again.";
            default -> OTHERWISE;
        };
    }

    private static String visualStudioCode() {
        return "In VS Code: run the command Authentication: Remove Dynamic Authentication Providers and start the server again.";
    }
}
