package io.countersign.audit;

import io.countersign.audit.contract.AuditEvent;
import io.countersign.events.log.EventCatalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The event types this service writes. */
@Configuration(proxyBeanMethods = false)
class AuditEvents {
    @Bean
    EventCatalog auditCatalog() {
        return EventCatalog.of("countersign.audit", AuditEvent.class);
    }
}
