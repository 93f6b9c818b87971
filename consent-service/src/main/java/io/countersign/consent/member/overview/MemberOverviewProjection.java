package io.countersign.consent.member.overview;

import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessEnabled;
import io.countersign.consent.contract.MemberAccessEvent.MemberConnectionsRevoked;
import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.consent.contract.MemberAccessEvent.MemberRejoined;
import io.countersign.consent.contract.MemberAccessEvent.MemberSuspendedAtIdp;
import io.countersign.consent.contract.ReasonCode;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link MemberOverview}. */
@Component
class MemberOverviewProjection extends AggregateProjection<MemberOverview, MemberAccessEvent> {
    MemberOverviewProjection(@Qualifier("consentCatalog") EventCatalog catalog) {
        super("member-overview", MemberOverview.class, catalog, MemberAccessEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("organizationId"), Index.on("userId"));
    }

    @Override
    protected MemberOverview apply(@Nullable MemberOverview row, MemberAccessEvent event, Recorded<?> recorded) {
        return switch (event) {
            case McpAccessEnabled e -> row(recorded, e, "ENABLED", null);
            case McpAccessDisabled e -> row(recorded, e, "DISABLED", e.reasonCode());
            case MemberConnectionsRevoked e -> row == null ? row(recorded, e, "ENABLED", null) : row;
            case MemberLeftOrganization e -> row(recorded, e, "LEFT", null);
            case MemberSuspendedAtIdp e -> row(recorded, e, "SUSPENDED", null);
            case MemberRejoined e -> row(recorded, e, "DISABLED", null);
        };
    }

    private static MemberOverview row(Recorded<?> recorded, MemberAccessEvent event, String status, @Nullable ReasonCode reasonCode) {
        return new MemberOverview(event.userId(), event.organizationId(), event.userId(), status, reasonCode, recorded.time(),
                recorded.actor().id());
    }
}
