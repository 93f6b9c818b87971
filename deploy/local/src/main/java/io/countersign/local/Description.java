package io.countersign.local;

import java.util.List;

/**
 * What {@code deploy/local/info} prints.
 *
 * @param data      directory of data and logs
 * @param issuer    of the organization, as tokens name it
 * @param operator  of the services' management endpoints
 * @param proof     what an export of the history is verified with
 * @param parts     which parts are embedded and which were given
 * @param processes that run now
 */
public record Description(String data, String gateway, String issuer, String keycloak, Organization organization, List<User> users,
        ManagementKeys managementKeys, Operator operator, Proof proof, Sample sampleServer, List<PartOf> parts, List<ProcessOf> processes) {
    /** The organization that the bootstrap made. */
    public record Organization(String id, String slug) {
    }

    /** A person in Keycloak's realm. */
    public record User(String username, String password, String id, List<String> roles) {
    }

    /** The two keys that the bootstrap showed once. */
    public record ManagementKeys(String owner, String auditor) {
    }

    /** Whoever has the token in this file; the file's name is the operator's. */
    public record Operator(String name, String tokenFile, List<Endpoints> doors) {
    }

    /** The checkpoints' public key and what the witness has seen: on this machine, and where the API tells the same. */
    public record Proof(String verifierKey, String verifierKeyFile, String witnessFile, String verifierKeyUrl, String witnessUrl) {
    }

    /** Where a service's management endpoints are. */
    public record Endpoints(String service, String address) {
    }

    /** The sample MCP server: as a protected resource behind the gateway, and directly. */
    public record Sample(String id, String resource, String url) {
    }

    /** A part and what stands for it. */
    public record PartOf(String name, String address, String kind) {
    }

    /** A process that was started here. */
    public record ProcessOf(String name, long pid, String log) {
    }
}
