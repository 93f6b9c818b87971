package io.countersign.consent;

import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.events.log.EventCatalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The event types this service writes. */
@Configuration(proxyBeanMethods = false)
class ConsentEvents {
    @Bean
    EventCatalog consentCatalog() {
        return EventCatalog.of("countersign.consent", MemberAccessEvent.class);
    }
}
