package io.countersign.local;

import java.io.PrintStream;

/** The closing tables of {@code up}. */
final class Tables {
    private static final String ROW = "  %-18s %-60s %s%n";

    private Tables() {
    }

    static void print(Description platform, PrintStream out) {
        out.println();
        out.printf(ROW, "what", "where", "");
        out.printf(ROW, "gateway", platform.gateway(), "API, OAuth and MCP");
        out.printf(ROW, "issuer", platform.issuer(), "organization " + platform.organization().slug());
        out.printf(ROW, "sample MCP server", platform.sampleServer().resource(), "directly: " + platform.sampleServer().url());
        platform.parts().forEach(part -> out.printf(ROW, part.name(), part.address(), part.kind()));
        out.println();
        out.printf(ROW, "user", "roles", "password");
        platform.users().forEach(user -> out.printf(ROW, user.username(), String.join(", ", user.roles()), user.password()));
        out.println();
        out.println("  Management keys, the operator's token and processes: deploy/local/info");
    }
}
