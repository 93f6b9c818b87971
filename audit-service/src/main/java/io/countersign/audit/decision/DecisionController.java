package io.countersign.audit.decision;

import io.countersign.audit.access.ReadAuthorization;
import io.countersign.audit.ledger.Visibility;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.denial.AccessDenied;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Why a call was refused, shown to whoever may see it: owners and auditors everything of the organization, members their own calls. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}")
class DecisionController {
    private final Decisions decisions;
    private final Facts facts;

    DecisionController(Decisions decisions, Facts facts) {
        this.decisions = decisions;
        this.facts = facts;
    }

    /** The checks in their order. What each was judged by is shown to those who may see more than their own. */
    @GetMapping("/decisions/{decisionId}")
    Decision get(@PathVariable String orgId, @PathVariable String decisionId, @AuthenticationPrincipal Passport caller) {
        var visibility = ReadAuthorization.visibility(caller);
        var denied = decisions.find(orgId, decisionId).filter(found -> shown(found, visibility)).orElseThrow(Problem::notFound);
        var beyondTheirOwn = visibility.everything() || visibility.inProjects(denied.subject().projectId());
        return Decision.of(denied, Check.of(denied).stream()
                .map(judged -> new CheckItem(judged.code(), judged.outcome(), beyondTheirOwn ? facts.of(orgId, visibility, judged) : null))
                .toList());
    }

    /** The caller's own refused calls, the newest first. */
    @GetMapping("/me/denials")
    Page<Denial> own(@PathVariable String orgId, @AuthenticationPrincipal Passport caller, PageRequest page) {
        if (caller.actor().type() != Actor.Type.MEMBER) {
            throw new Problem(HttpStatus.FORBIDDEN, "person_required", "A management key is nobody; ask as a person.");
        }
        return Page.of(decisions.ofMember(orgId, caller.actor().id(), page.place(), page.limit() + 1), page, AccessDenied::decisionId)
                .map(Denial::of);
    }

    private static boolean shown(AccessDenied denied, Visibility visibility) {
        return visibility.everything() || visibility.inProjects(denied.subject().projectId())
                || visibility.member().filter(denied.subject().subjectId()::equals).isPresent();
    }

    /**
     * @param times    how often it was refused for this reason within the minute that {@code firstAt} began
     * @param sentence what the matter is, in plain words
     * @param nextStep what can be done
     * @param checks   in their order; the first that failed is the reason
     */
    record Decision(String id, Instant firstAt, Instant lastAt, long times, AccessDenied.Place place, @Nullable String operation,
            String code, String sentence, String nextStep, @Nullable String connectionId, String clientId, String subjectId,
            @Nullable String serverId, @Nullable String projectId, List<String> missingScopes, String correlationId,
            List<CheckItem> checks) {
        static Decision of(AccessDenied denied, List<CheckItem> checks) {
            var advice = Advice.on(denied);
            var subject = denied.subject();
            return new Decision(denied.decisionId(), denied.firstAt(), denied.lastAt(), denied.times(), denied.place(), denied.operation(),
                    denied.code(), advice.sentence(), advice.nextStep(), subject.connectionId(), subject.clientId(), subject.subjectId(),
                    subject.serverId(), subject.projectId(), denied.missingScopes(), denied.correlationId(), checks);
        }
    }

    /**
     * @param code  of the refusal that it would be
     * @param facts what it was judged by; null for a caller who sees only their own
     */
    record CheckItem(String code, Check.Outcome outcome, @Nullable List<Facts.Fact> facts) {
    }

    /**
     * @param id       of the decision, which names the checks
     * @param sentence what the matter is, in plain words
     * @param nextStep what can be done
     */
    record Denial(String id, Instant firstAt, Instant lastAt, long times, AccessDenied.Place place, @Nullable String operation, String code,
            String sentence, String nextStep, @Nullable String connectionId, String clientId, @Nullable String serverId) {
        static Denial of(AccessDenied denied) {
            var advice = Advice.on(denied);
            var subject = denied.subject();
            return new Denial(denied.decisionId(), denied.firstAt(), denied.lastAt(), denied.times(), denied.place(), denied.operation(),
                    denied.code(), advice.sentence(), advice.nextStep(), subject.connectionId(), subject.clientId(), subject.serverId());
        }
    }
}
