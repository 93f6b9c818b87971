package io.countersign.web.key;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where keys are kept.
 *
 * @param directory     a directory of files, or a mounted Kubernetes secret
 * @param createMissing makes a key or secret that is asked for and does not exist; for one machine only, off in a cluster
 */
@ConfigurationProperties("countersign.keys")
record KeysProperties(String directory, @DefaultValue("false") boolean createMissing) {
}
