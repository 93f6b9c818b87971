package io.countersign.token;

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
import io.countersign.token.contract.AuthorizationCodeEvent;
import io.countersign.token.contract.BulkOperationEvent;
import io.countersign.token.contract.ClientAuthenticationEvent;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.CutoffEvent;
import io.countersign.token.contract.InstallationEvent;
import io.countersign.token.contract.IssuanceEvent;
import io.countersign.token.contract.LoginEvent;
import io.countersign.token.contract.RetentionEvent;
import io.countersign.token.contract.SigningKeyEvent;
import io.countersign.token.contract.UsageEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The topics this service writes and reads. */
@Configuration(proxyBeanMethods = false)
class Catalogs {
    @Bean
    EventCatalog connectionEvents() {
        return EventCatalog.of("countersign.token", ConnectionEvent.class, AuthorizationCodeEvent.class, InstallationEvent.class,
                LoginEvent.class, SigningKeyEvent.class, RetentionEvent.class, CutoffEvent.class, BulkOperationEvent.class,
                ClientAuthenticationEvent.class);
    }

    @Bean
    EventCatalog issuanceEvents() {
        return EventCatalog.of("countersign.token.issuances", IssuanceEvent.class);
    }

    @Bean
    EventCatalog consentEvents() {
        return EventCatalog.of("countersign.consent", MemberAccessEvent.class, ConsentEvent.class, ConsentRequestEvent.class,
                LeaverHoldEvent.class);
    }

    @Bean
    EventCatalog usageFacts() {
        return EventCatalog.facts("countersign.usage", UsageEvent.class);
    }

    @Bean
    EventCatalog registryEvents() {
        return EventCatalog.of("countersign.registry", OrganizationEvent.class, ProjectEvent.class, McpServerEvent.class, ClientEvent.class,
                ManagementKeyEvent.class, ReservationEvent.class);
    }
}
