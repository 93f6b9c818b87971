package io.countersign.token.naming;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the registry calls a server, to show beside its id.
 *
 * @param resource where it is reached; absent where it is not known
 */
public record ServerName(@Nullable String organizationId, String name, @Nullable String resource) implements Named {
    public static ServerName unknown(String serverId) {
        return new ServerName(null, serverId, null);
    }

    ServerName named(String changed) {
        return new ServerName(organizationId, changed, resource);
    }

    @Override
    public boolean mentions(String lowerCase) {
        return Named.super.mentions(lowerCase) || (resource != null && resource.toLowerCase(Locale.ROOT).contains(lowerCase));
    }
}
