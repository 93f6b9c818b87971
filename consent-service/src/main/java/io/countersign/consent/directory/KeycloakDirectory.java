package io.countersign.consent.directory;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Keycloak's admin API, read with the directory's own service account. */
final class KeycloakDirectory implements Directory, AutoCloseable {
    private static final int BATCH = 100;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final @Nullable Keycloak keycloak;
    private final String realm;

    KeycloakDirectory(DirectoryProperties settings) {
        this.realm = settings.realm();
        this.keycloak = settings.url() == null
                ? null
                : KeycloakBuilder.builder().serverUrl(settings.url().toString()).realm(settings.realm())
                        .grantType(OAuth2Constants.CLIENT_CREDENTIALS).clientId(settings.clientId()).clientSecret(settings.secret())
                        .resteasyClient(ClientBuilder.newBuilder().connectTimeout(settings.connect().toMillis(), TimeUnit.MILLISECONDS)
                                .readTimeout(settings.read().toMillis(), TimeUnit.MILLISECONDS).build())
                        .build();
    }

    @Override
    public boolean isMember(String keycloakOrganizationId, String userId) {
        return asked(() -> {
            try {
                var member = realm().organizations().get(keycloakOrganizationId).members().member(userId).toRepresentation();
                return Boolean.TRUE.equals(member.isEnabled());
            } catch (NotFoundException noMember) {
                return false;
            }
        });
    }

    @Override
    public boolean isKnown(String userId) {
        return asked(() -> enabled(userId).orElse(false));
    }

    /** Empty where there is no such user. */
    private Optional<Boolean> enabled(String userId) {
        try {
            return Optional.of(Boolean.TRUE.equals(realm().users().get(userId).toRepresentation().isEnabled()));
        } catch (NotFoundException unknown) {
            return Optional.empty();
        }
    }

    /** That somebody is not found counts only while the organization is: a proxy, or a realm that is away, finds nobody. */
    @Override
    public MembershipStatus membershipStatus(String keycloakOrganizationId, String userId) {
        if (isMember(keycloakOrganizationId, userId)) {
            return MembershipStatus.MEMBER;
        }
        return asked(() -> {
            var enabled = enabled(userId);
            if (!found(keycloakOrganizationId)) {
                return MembershipStatus.UNKNOWN_ORGANIZATION;
            }
            return enabled.map(in -> in ? MembershipStatus.NON_MEMBER : MembershipStatus.DISABLED).orElse(MembershipStatus.GONE);
        });
    }

    @Override
    public boolean hasOrganization(String keycloakOrganizationId) {
        return asked(() -> found(keycloakOrganizationId));
    }

    private boolean found(String keycloakOrganizationId) {
        try {
            return keycloakOrganizationId.equals(realm().organizations().get(keycloakOrganizationId).toRepresentation().getId());
        } catch (NotFoundException unknown) {
            return false;
        }
    }

    @Override
    public List<Signal> signals(long fromMillis, int first, int most) {
        return asked(() -> changes(fromMillis, first, most, "asc").stream().map(AdminEvents::signal).toList());
    }

    @Override
    public long latestSignal() {
        return asked(() -> changes(0, 0, 1, "desc").stream().mapToLong(AdminEventRepresentation::getTime).findFirst().orElse(0));
    }

    private List<AdminEventRepresentation> changes(long fromMillis, int first, int most, String direction) {
        return realm().getAdminEvents(AdminEvents.OPERATIONS, null, null, null, null, null, AdminEvents.RESOURCES,
                Long.toString(fromMillis), null, first, most, direction);
    }

    @Override
    public List<Person> members(String keycloakOrganizationId, int first, int most) {
        return asked(() -> page(keycloakOrganizationId, first, most));
    }

    private List<Person> page(String keycloakOrganizationId, int first, int most) {
        return realm().organizations().get(keycloakOrganizationId).members().list(first, most).stream()
                .map(member -> new Person(member.getId(), name(member), member.getEmail(), Boolean.TRUE.equals(member.isEnabled())))
                .toList();
    }

    /** Keycloak searches by ids with {@code id:<id> <id>…}, as many as an address may be long. */
    @Override
    public Map<String, String> names(Collection<String> userIds) {
        var known = userIds.stream().filter(ID.asMatchPredicate()).toList();
        return asked(() -> {
            var names = new HashMap<String, String>();
            for (var from = 0; from < known.size(); from += BATCH) {
                var batch = known.subList(from, Math.min(from + BATCH, known.size()));
                realm().users().search("id:" + String.join(" ", batch), 0, BATCH, true)
                        .forEach(user -> names.put(user.getId(), name(user)));
            }
            return names;
        });
    }

    private static String name(UserRepresentation user) {
        var full = Stream.of(user.getFirstName(), user.getLastName()).filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return full.isEmpty() ? user.getUsername() : full;
    }

    private RealmResource realm() {
        if (keycloak == null) {
            throw new DirectoryUnavailable("not configured: countersign.directory.url");
        }
        return keycloak.realm(realm);
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (ProcessingException | WebApplicationException unusable) {
            throw new DirectoryUnavailable(unusable);
        }
    }

    @Override
    public void close() {
        if (keycloak != null) {
            keycloak.close();
        }
    }
}
