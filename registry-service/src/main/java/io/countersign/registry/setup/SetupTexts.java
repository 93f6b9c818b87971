package io.countersign.registry.setup;

import io.countersign.registry.setup.HostSetup.Snippet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How each host is set up for a server. Secrets are never in a text: people were shown theirs once. */
public final class SetupTexts {
    private static final JsonMapper PRETTY = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String SECRET = "Where a client secret is asked for, enter the one that was shown when the client was registered.";

    private SetupTexts() {
    }

    /** Of one host, or of all. */
    public static List<HostSetup> of(Connection connection, @Nullable Host only) {
        return of(connection, host -> only == null || only == host);
    }

    /** Of some. */
    public static List<HostSetup> of(Connection connection, Predicate<Host> some) {
        return Stream.of(Host.values()).filter(some).map(host -> setup(host, connection)).toList();
    }

    private static HostSetup setup(Host host, Connection connection) {
        var texts = text(host, connection);
        var client = connection.client();
        var steps = new ArrayList<>(texts.steps());
        if (client != null && client.secret()) {
            steps.add(SECRET);
        }
        return new HostSetup(host, host.title(), List.copyOf(steps), texts.snippet(), client == null
                ? List.of()
                : redirectUris(host).stream().filter(uri -> !client.redirectUris().contains(uri)).toList());
    }

    /** Where it goes back to, as it stands for every port. */
    private static List<String> redirectUris(Host host) {
        return switch (host) {
            case CLAUDE_CODE -> List.of("http://localhost/callback");
            case CLAUDE -> List.of("https://claude.ai/api/mcp/auth_callback");
            case CHATGPT -> List.of("https://chatgpt.com/connector_platform_oauth_redirect");
            case CURSOR -> List.of("cursor://anysphere.cursor-mcp/oauth/callback");
            case VS_CODE -> List.of("http://127.0.0.1:33418/", "https://vscode.dev/redirect");
            case GEMINI_CLI, CODEX, OTHER -> List.of("http://localhost/oauth/callback");
        };
    }

    private static Text text(Host host, Connection to) {
        return switch (host) {
            case CLAUDE_CODE -> claudeCode(to);
            case CLAUDE -> claude(to);
            case CHATGPT -> chatGpt(to);
            case CURSOR -> cursor(to);
            case VS_CODE -> vsCode(to);
            case GEMINI_CLI -> geminiCli(to);
            case CODEX -> codex(to);
            case OTHER -> other(to);
        };
    }

    private record Text(List<String> steps, @Nullable Snippet snippet) {
    }

    private static Text claudeCode(Connection to) {
        var client = to.client();
        var options = client == null ? "" : "--client-id " + client.id() + (client.secret() ? " --client-secret " : " ");
        return new Text(List.of("Run the command.", "Start Claude Code, type /mcp, choose " + to.name() + " and sign in."),
                new Snippet("shell", "claude mcp add --transport http " + options + to.name() + " " + to.url()));
    }

    private static Text claude(Connection to) {
        return new Text(withClient(to, List.of("Open Settings, Connectors, Add custom connector.", "Name: " + to.name(),
                "Remote MCP server URL: " + to.url()), "Advanced settings, OAuth Client ID: ", "Add it, choose Connect and sign in."),
                null);
    }

    private static Text chatGpt(Connection to) {
        return new Text(withClient(to, List.of("Open Settings, Apps & Connectors, and turn on Developer mode under Advanced settings.",
                "Create a connector with the MCP server URL " + to.url() + " and the authentication OAuth."), "OAuth client id: ",
                "Create it and sign in."), null);
    }

    private static Text cursor(Connection to) {
        var server = new LinkedHashMap<String, Object>();
        server.put("url", to.url());
        if (to.client() != null) {
            server.put("auth", Map.of("CLIENT_ID", to.client().id()));
        }
        return new Text(List.of("Put this into .cursor/mcp.json of your project, or ~/.cursor/mcp.json.",
                "Open Cursor's settings, MCP, and choose Connect at " + to.name() + "."), json("mcpServers", to.name(), server));
    }

    private static Text vsCode(Connection to) {
        var server = new LinkedHashMap<String, Object>();
        server.put("type", "http");
        server.put("url", to.url());
        return new Text(withClient(to, List.of("Put this into .vscode/mcp.json of your project."),
                "When VS Code asks for a client id, enter ", "Choose Start above the server and sign in."),
                json("servers", to.name(), server));
    }

    private static Text geminiCli(Connection to) {
        var server = new LinkedHashMap<String, Object>();
        server.put("httpUrl", to.url());
        if (to.client() != null) {
            server.put("oauth", Map.of("enabled", true, "clientId", to.client().id()));
        }
        return new Text(List.of("Put this into .gemini/settings.json of your project, or ~/.gemini/settings.json.",
                "Start Gemini CLI, type /mcp auth " + to.name() + " and sign in."), json("mcpServers", to.name(), server));
    }

    private static Text codex(Connection to) {
        return to.client() == null
                ? new Text(List.of("Run both commands and sign in."),
                        new Snippet("shell", "codex mcp add " + to.name() + " --url " + to.url() + "\ncodex mcp login " + to.name()))
                : new Text(List.of("Put this into ~/.codex/config.toml and start Codex: mcp-remote signs you in."), new Snippet("toml",
                        "[mcp_servers." + to.name() + "]\ncommand = \"npx\"\nargs = " + PRETTY.writeValueAsString(remote(to))));
    }

    private static Text other(Connection to) {
        return new Text(List.of("Where the host takes an address, enter " + to.url() + ".",
                "Where it starts programs only, add this to its configuration: mcp-remote signs you in."),
                json("mcpServers", to.name(), Map.of("command", "npx", "args", remote(to))));
    }

    private static List<String> remote(Connection to) {
        var client = to.client();
        return client == null
                ? List.of("-y", "mcp-remote", to.url())
                : List.of("-y", "mcp-remote", to.url(), "--static-oauth-client-info",
                        JsonMapper.shared().writeValueAsString(Map.of("client_id", client.id())));
    }

    private static List<String> withClient(Connection to, List<String> before, String label, String last) {
        var client = to.client() == null ? Stream.<String>empty() : Stream.of(label + to.client().id());
        return Stream.of(before.stream(), client, Stream.of(last)).flatMap(part -> part).toList();
    }

    private static Snippet json(String section, String name, Map<String, ?> server) {
        return new Snippet("json", PRETTY.writeValueAsString(Map.of(section, Map.of(name, server))));
    }
}
