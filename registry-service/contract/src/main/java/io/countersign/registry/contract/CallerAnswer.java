package io.countersign.registry.contract;

import java.util.List;

/** The caller behind a management key. */
public record CallerAnswer(String keyId, String organizationId, String organizationSlug, List<String> roles) {
}
