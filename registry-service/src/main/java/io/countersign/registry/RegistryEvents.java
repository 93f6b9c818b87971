package io.countersign.registry;

import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.contract.ConsentRequestEvent;
import io.countersign.consent.contract.LeaverHoldEvent;
import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ManagementKeyEvent;
import io.countersign.registry.contract.McpServerEvent;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.contract.ProjectEvent;
import io.countersign.registry.contract.ReservationEvent;
import io.countersign.events.log.EventCatalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The event types this service writes and reads. */
@Configuration(proxyBeanMethods = false)
class RegistryEvents {
    @Bean
    EventCatalog registryCatalog() {
        return EventCatalog.of("countersign.registry", OrganizationEvent.class, ProjectEvent.class, McpServerEvent.class, ClientEvent.class,
                ManagementKeyEvent.class, ReservationEvent.class);
    }

    @Bean
    EventCatalog consentEvents() {
        return EventCatalog.of("countersign.consent", MemberAccessEvent.class, ConsentEvent.class, ConsentRequestEvent.class,
                LeaverHoldEvent.class);
    }
}
