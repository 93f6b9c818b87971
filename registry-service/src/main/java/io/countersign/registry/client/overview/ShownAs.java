package io.countersign.registry.client.overview;

import io.countersign.registry.client.SelfRegistration;
import io.countersign.registry.client.Software;
import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.SelfDescription;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself for display, and what changed about that last (CIMD-23).
 *
 * @param logoUri         where it says that its logo is; {@code GET .../clients/{clientId}/logo} serves ours
 * @param softwareId      {@code software_id} (RFC 7591 section 2)
 * @param softwareVersion {@code software_version}
 * @param group           the same for clients that registered themselves and say that they are the same software
 * @param formerName      what it was called before; null where it always had its name
 * @param renamedAt       since when it has its name
 * @param logoChangedAt   since when its logo is at another address
 */
record ShownAs(@Nullable String logoUri, @Nullable String softwareId, @Nullable String softwareVersion, String group,
        @Nullable String formerName, @Nullable Instant renamedAt, @Nullable Instant logoChangedAt) {
    static ShownAs of(ClientRegistered e) {
        return of(e.about(), group(e.clientId(), e.registrationMethod(), e.name(), e.redirectUris(), e.about()));
    }

    private static ShownAs of(@Nullable SelfDescription about, String group) {
        var said = Objects.requireNonNullElse(about, SelfDescription.NONE);
        return new ShownAs(said.logoUri(), said.softwareId(), said.softwareVersion(), group, null, null, null);
    }

    ShownAs with(ClientMetadataDrifted e, ClientOverview before, Instant at) {
        var now = of(e.about(), group(e.clientId(), before.registrationMethod(), e.name(), e.redirectUris(), e.about()));
        return new ShownAs(now.logoUri, now.softwareId, now.softwareVersion, now.group, formerName, renamedAt,
                Objects.equals(logoUri, now.logoUri) ? logoChangedAt : at).named(e.name(), before, at);
    }

    ShownAs named(String name, ClientOverview before, Instant at) {
        return name.equals(before.name())
                ? this
                : new ShownAs(logoUri, softwareId, softwareVersion, group, before.name(), at, logoChangedAt);
    }

    /** What an owner registered, or an address knows, is one of its kind. */
    private static String group(String clientId, String method, String name, List<String> redirectUris, @Nullable SelfDescription about) {
        return SelfRegistration.BY_REGISTERING.equals(method) ? Software.of(clientId, name, redirectUris, about).key() : clientId;
    }
}
