package io.countersign.registry.bootstrap;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an installation begins with.
 *
 * @param organizations those to make; none for no bootstrap
 */
@ConfigurationProperties("countersign.bootstrap")
record BootstrapProperties(@DefaultValue List<Founded> organizations) {
    BootstrapProperties {
        if (organizations.stream().map(Founded::slug).distinct().count() < organizations.size()
                || organizations.stream().map(Founded::output).distinct().count() < organizations.size()) {
            throw new IllegalArgumentException("countersign.bootstrap.organizations names a slug or an output twice");
        }
    }

    /**
     * An organization to make.
     *
     * @param name     the slug when absent
     * @param output   file that gets its two keys, readable by its owner only
     * @param owners   ids of the people at the identity provider who begin as its owners: nobody else can make the first one
     * @param auditors the same, of those who begin as its auditors
     * @param keycloakOrganizationId id of the organization at the identity provider whose members are its people; absent for none
     */
    record Founded(String slug, @Nullable String name, Path output, @DefaultValue Set<String> owners,
            @DefaultValue Set<String> auditors, @Nullable String keycloakOrganizationId) {
        Founded {
            Objects.requireNonNull(slug, "countersign.bootstrap.organizations[].slug names the organization");
            Objects.requireNonNull(output, "countersign.bootstrap.organizations[].output says where the keys go");
        }

        String called() {
            return name == null ? slug : name;
        }

        SortedMap<String, SortedSet<String>> roles() {
            var roles = new TreeMap<String, SortedSet<String>>();
            owners.forEach(owner -> roles.computeIfAbsent(owner, _ -> new TreeSet<>()).add("owner"));
            auditors.forEach(auditor -> roles.computeIfAbsent(auditor, _ -> new TreeSet<>()).add("auditor"));
            return roles;
        }
    }
}
