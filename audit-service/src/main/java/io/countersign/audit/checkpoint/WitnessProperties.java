package io.countersign.audit.checkpoint;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The independent witness.
 *
 * @param directory where every checkpoint is appended as well; on a disk that the audit log's own store does not share
 */
@ConfigurationProperties("countersign.audit.witness")
record WitnessProperties(Path directory) {
}
