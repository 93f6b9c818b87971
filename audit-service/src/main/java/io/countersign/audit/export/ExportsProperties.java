package io.countersign.audit.export;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Exports.
 *
 * @param directory where their files are kept
 * @param kept      how long
 */
@ConfigurationProperties("countersign.audit.exports")
record ExportsProperties(Path directory, @DefaultValue("7d") Duration kept) {
}
