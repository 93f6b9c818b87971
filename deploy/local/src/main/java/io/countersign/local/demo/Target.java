package io.countersign.local.demo;

import java.net.URI;
import java.nio.file.Path;

/**
 * The platform a demonstration runs against.
 *
 * @param gateway      public base URL
 * @param organization slug
 * @param ownerKey     management key with the role owner
 * @param auditorKey   management key with the role auditor
 * @param upstream     MCP endpoint of the sample server
 * @param exports      directory the audit export is written to
 * @param verifierKey  file with the checkpoint's verifier key, from another source than the export
 * @param witness      file of what the witness has seen
 */
public record Target(URI gateway, String organization, String ownerKey, String auditorKey, URI upstream, Path exports,
        Path verifierKey, Path witness) {
    /** The same platform, but what is registered stands for another MCP endpoint. */
    public Target upstream(URI other) {
        return new Target(gateway, organization, ownerKey, auditorKey, other, exports, verifierKey, witness);
    }

    URI resolve(String path) {
        return gateway.resolve(path);
    }

    public String api(String path) {
        return "/api/v1/orgs/" + organization + path;
    }
}
