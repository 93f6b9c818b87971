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
        var outputs = organizations.stream().map(Founded::output).filter(Objects::nonNull).toList();
        if (organizations.stream().map(Founded::slug).distinct().count() < organizations.size()
                || outputs.stream().distinct().count() < outputs.size()) {
            throw new IllegalArgumentException("countersign.bootstrap.organizations names a slug or an output twice");
        }
    }

    /**
     * An organization to create. Somebody must be able to open it: an owner, a key that is given, or a file for keys that are created.
     *
     * @param name         the slug when absent
     * @param output       file that gets two keys created for it, readable by its owner only; none without it
     * @param ownerKeyFile file that holds the owner's key, a mounted Secret for example: whoever runs the installation made it, and puts
     *                     another key there to replace it
     * @param owners       ids of the people at the identity provider who begin as its owners: nobody else can make the first one
     * @param auditors     the same, of those who begin as its auditors
     * @param keycloakOrganizationId id of the organization at the identity provider whose members are its people; absent for none
     */
    record Founded(String slug, @Nullable String name, @Nullable Path output, @Nullable Path ownerKeyFile,
            @DefaultValue Set<String> owners, @DefaultValue Set<String> auditors, @Nullable String keycloakOrganizationId) {
        Founded {
            Objects.requireNonNull(slug, "countersign.bootstrap.organizations[].slug names the organization");
            if (output == null && ownerKeyFile == null && owners.isEmpty()) {
                throw new IllegalArgumentException("Nobody could open the organization " + slug + ": name its owners, an ownerKeyFile, or "
                        + "an output in countersign.bootstrap.organizations");
            }
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
