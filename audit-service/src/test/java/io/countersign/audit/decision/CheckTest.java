package io.countersign.audit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.audit.decision.Check.Judged;
import io.countersign.audit.decision.Check.Outcome;
import io.countersign.web.denial.AccessDenied;
import io.countersign.web.denial.AccessDenied.Place;
import io.countersign.web.denial.AccessDenied.Subject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C28: the questions stand in their order, and of what was not reached nothing is said. */
class CheckTest {
    private static List<Judged> checks(String code) {
        var at = Instant.parse("2026-11-27T10:00:00Z");
        return Check
                .of(new AccessDenied("dec-1", Subject.outsider("org-1", "prj-1", "srv-1"), Place.GATEWAY, null, code, List.of(), List.of(),
                        at, at, 1, "correlation"));
    }

    /** MG-18: nobody looked at what a call from elsewhere presented. */
    @Test
    void behindAnAddressThatIsNotAllowedNothingWasAsked() {
        var checks = checks("ip_not_allowed");

        assertThat(checks.getFirst()).isEqualTo(new Judged(Check.IP_NOT_ALLOWED, Outcome.FAILED, List.of()));
        assertThat(checks.subList(1, checks.size())).isNotEmpty().allMatch(each -> each.outcome() == Outcome.NOT_REACHED);
    }

    @Test
    void whatWasAllowedByItsAddressIsNotAskedAboutIt() {
        assertThat(checks("audience_mismatch")).extracting(Judged::check).doesNotContain(Check.IP_NOT_ALLOWED);
    }
}
