package io.countersign.consent.directory;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Keycloak's admin API is reached, with a service account of the directory's own (never the sign-in client's).
 *
 * @param url      of the server; absent means that there is no directory: nobody is a member
 * @param clientId a confidential client whose service account may read users and organizations, and nothing else
 * @param secret   of that client
 * @param connect  until the connection stands
 * @param read     until the answer is there
 */
@ConfigurationProperties("countersign.directory")
record DirectoryProperties(@Nullable URI url, @DefaultValue("countersign") String realm,
        @DefaultValue("countersign-directory") String clientId, @DefaultValue("") String secret, @DefaultValue("1s") Duration connect,
        @DefaultValue("2s") Duration read) {
    @Override
    public String toString() {
        return "the directory at " + url + ", realm " + realm;
    }
}
