package io.countersign.registry.bootstrap;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
     * @param name   the slug when absent
     * @param output file that gets its two keys, readable by its owner only
     */
    record Founded(String slug, @Nullable String name, Path output) {
        Founded {
            Objects.requireNonNull(slug, "countersign.bootstrap.organizations[].slug names the organization");
            Objects.requireNonNull(output, "countersign.bootstrap.organizations[].output says where the keys go");
        }

        String called() {
            return name == null ? slug : name;
        }
    }
}
