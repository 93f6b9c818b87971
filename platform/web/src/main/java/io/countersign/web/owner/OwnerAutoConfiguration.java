package io.countersign.web.owner;

import io.countersign.access.AccessAutoConfiguration;
import io.countersign.access.AccessProperties;
import io.countersign.access.AccessTable;
import io.countersign.web.peer.PeerAutoConfiguration;
import io.countersign.web.peer.Peers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The owners' word behind the access table, for whoever has both a table and peers. */
@AutoConfiguration(after = {AccessAutoConfiguration.class, PeerAutoConfiguration.class})
@ConditionalOnBean({AccessTable.class, Peers.class})
public class OwnerAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    OwnersWord ownersWord(Peers peers, ObjectProvider<OwnAccess> own) {
        return new OwnersWord(peers, own.getIfAvailable());
    }

    @Bean
    @ConditionalOnMissingBean
    AccessDecisions accessDecisions(AccessTable table, OwnersWord owners, AccessProperties access) {
        return new AccessDecisions(table, owners, access.maxStaleness());
    }
}
