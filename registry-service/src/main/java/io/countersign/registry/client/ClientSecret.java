package io.countersign.registry.client;

import io.countersign.registry.contract.ClientEvent.ClientSecretIssued;
import io.countersign.registry.contract.ClientEvent.ClientSecretRotated;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An unrevoked secret, as its hash. */
public record ClientSecret(String secretId, String hash, @Nullable Instant expiresAt) {
    static ClientSecret of(ClientSecretIssued e) {
        return new ClientSecret(e.secretId(), e.secretHash(), e.expiresAt());
    }

    static ClientSecret of(ClientSecretRotated e) {
        return new ClientSecret(e.secretId(), e.secretHash(), e.expiresAt());
    }

    static List<ClientSecret> add(List<ClientSecret> secrets, ClientSecret secret) {
        return Stream.concat(secrets.stream(), Stream.of(secret)).toList();
    }

    static List<ClientSecret> remove(List<ClientSecret> secrets, String secretId) {
        return secrets.stream().filter(secret -> !secret.secretId.equals(secretId)).toList();
    }

    static List<ClientSecret> endingBy(List<ClientSecret> secrets, Instant end) {
        return secrets.stream().map(secret -> secret.endingBy(end)).toList();
    }

    private ClientSecret endingBy(Instant end) {
        return expiresAt != null && expiresAt.isBefore(end) ? this : new ClientSecret(secretId, hash, end);
    }
}
