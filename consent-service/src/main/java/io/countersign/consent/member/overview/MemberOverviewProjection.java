package io.countersign.consent.member.overview;

import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessEnabled;
import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.consent.contract.MemberAccessEvent.MemberRejoined;
import io.countersign.starter.event.EventCatalog;
import io.countersign.starter.event.Recorded;
import io.countersign.starter.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link MemberOverview}. */
@Component
class MemberOverviewProjection implements Projection<MemberOverview> {
    private final EventCatalog catalog;

    MemberOverviewProjection(@Qualifier("consentCatalog") EventCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "member-overview";
    }

    @Override
    public Class<MemberOverview> rowType() {
        return MemberOverview.class;
    }

    @Override
    public EventCatalog source() {
        return catalog;
    }

    @Override
    public boolean accepts(Recorded<?> recorded) {
        return recorded.event() instanceof MemberAccessEvent;
    }

    @Override
    public MemberOverview apply(@Nullable MemberOverview row, Recorded<?> recorded) {
        return switch ((MemberAccessEvent) recorded.event()) {
            case McpAccessEnabled e -> row(recorded, e.organizationId(), e.userId(), "ENABLED", null);
            case McpAccessDisabled e -> row(recorded, e.organizationId(), e.userId(), "DISABLED", e.reasonCode());
            case MemberLeftOrganization e -> row(recorded, e.organizationId(), e.userId(), "LEFT", null);
            case MemberRejoined e -> row(recorded, e.organizationId(), e.userId(), "DISABLED", null);
        };
    }

    private static MemberOverview row(Recorded<?> recorded, String organizationId, String userId, String status,
            @Nullable String reasonCode) {
        return new MemberOverview(userId, organizationId, userId, status, reasonCode, recorded.time(), recorded.actor().id());
    }
}
