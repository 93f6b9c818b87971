package io.countersign.web.owner;

import io.countersign.access.AccessAutoConfiguration;
import io.countersign.access.AccessProperties;
import io.countersign.access.AccessTable;
import io.countersign.web.peer.PeerAutoConfiguration;
import io.countersign.web.peer.Peers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The owners' word on keys: given by services that own some, asked for by whoever has a table and peers. */
@AutoConfiguration(after = {AccessAutoConfiguration.class, PeerAutoConfiguration.class})
class OwnerAutoConfiguration {
    /** What this service owns; nothing in one that only reads. */
    @Bean
    OwnedKeys ownedKeys(ObjectProvider<AccessOwner> owners) {
        return new OwnedKeys(owners::stream);
    }

    /** For services that own keys. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnBean(AccessOwner.class)
    static class Answering {
        @Bean
        OwnerAccessController ownerAccessController(OwnedKeys own) {
            return new OwnerAccessController(own);
        }
    }

    /** For gateway and token-service. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean({AccessTable.class, Peers.class})
    static class Asking {
        @Bean
        @ConditionalOnMissingBean
        OwnerAccessClient ownersWord(Peers peers, OwnedKeys own, ObjectProvider<MeterRegistry> meters) {
            return new OwnerAccessClient(peers, own, new OwnerQuestionCounters(meters.getIfAvailable(SimpleMeterRegistry::new)));
        }

        @Bean
        @ConditionalOnMissingBean
        AccessDecisions accessDecisions(AccessTable table, OwnerAccessClient owners, AccessProperties access) {
            return new AccessDecisions(table, owners, access.maxStaleness());
        }
    }
}
