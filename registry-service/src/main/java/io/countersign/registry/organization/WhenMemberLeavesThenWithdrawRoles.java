package io.countersign.registry.organization;

import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.consent.contract.MemberAccessEvent.MemberSuspendedAtIdp;
import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRolesOfLeaver;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whom the identity provider lets in no more holds no role here; coming back restores none (2.6.1). */
@Configuration(proxyBeanMethods = false)
class WhenMemberLeavesThenWithdrawRoles {
    @Bean
    Automation whenMemberLeaves(@Qualifier("consentEvents") EventCatalog consents) {
        return Automation.of("when-member-leaves-then-withdraw-roles", consents, WhenMemberLeavesThenWithdrawRoles::when);
    }

    static List<Object> when(Recorded<?> recorded) {
        return switch (recorded.event()) {
            case MemberLeftOrganization e -> List.of(new WithdrawRolesOfLeaver(e.organizationId(), e.userId()));
            case MemberSuspendedAtIdp e -> List.of(new WithdrawRolesOfLeaver(e.organizationId(), e.userId()));
            default -> List.of();
        };
    }
}
