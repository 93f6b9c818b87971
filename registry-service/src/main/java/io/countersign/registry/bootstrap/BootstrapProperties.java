package io.countersign.registry.bootstrap;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first organization.
 *
 * @param organization its slug; null for no bootstrap
 * @param name         its name, the slug when absent
 * @param output       file that gets the two keys, readable by its owner only
 */
@ConfigurationProperties("countersign.bootstrap")
record BootstrapProperties(@Nullable String organization, @Nullable String name, @Nullable Path output) {
    BootstrapProperties {
        if (organization != null && !organization.isBlank()) {
            Objects.requireNonNull(output, "countersign.bootstrap.output says where the keys go");
        }
    }
}
