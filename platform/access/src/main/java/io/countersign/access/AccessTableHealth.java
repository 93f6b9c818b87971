package io.countersign.access;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready when every owner's entries are known. */
final class AccessTableHealth implements HealthIndicator {
    private final AccessTable table;

    AccessTableHealth(AccessTable table) {
        this.table = table;
    }

    @Override
    public Health health() {
        return (table.ready() ? Health.up() : Health.outOfService()).withDetail("age", table.age().toString()).build();
    }
}
