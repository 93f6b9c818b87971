package io.countersign.registry.answer;

import io.countersign.events.command.Commands.Cause;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.AdmittingServers;
import io.countersign.registry.client.Admissions;
import io.countersign.registry.client.Approval;
import io.countersign.registry.client.DynamicClient;
import io.countersign.registry.client.ClientState;
import io.countersign.registry.client.registration.Candidate;
import io.countersign.registry.client.registration.Candidates;
import io.countersign.registry.client.registration.RegistrationManagement;
import io.countersign.registry.contract.AdmissionQuestion;
import io.countersign.registry.contract.ApprovalQuestion;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.registry.contract.AuthorizationQuestion;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.web.passport.Actor;
import io.countersign.web.telemetry.CorrelationContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** May this client have access to this resource? By what is recorded, or by what would be once a person says yes. */
@Component
class Authorizations {
    private static final long NOT_BOUND_YET = -1;

    private final Answers answers;
    private final Candidates candidates;
    private final AdmittingServers admitting;
    private final Admissions admissions;
    private final RegistrationManagement management;

    Authorizations(Answers answers, Candidates candidates, AdmittingServers admitting, Admissions admissions,
            RegistrationManagement management) {
        this.answers = answers;
        this.candidates = candidates;
        this.admitting = admitting;
        this.admissions = admissions;
        this.management = management;
    }

    /** A candidate is answered like a client: whether it may have anything is another question. */
    Optional<ClientAnswer> client(String clientId) {
        return answers.client(clientId).map(answers::answerClient).or(() -> candidates.find(clientId).map(answers::answerCandidate));
    }

    AuthorizationAnswer authorization(AuthorizationQuestion question) {
        var registered = answers.client(question.clientId())
                .filter(found -> found.state().details().organizationId().equals(question.organizationId()));
        return registered.isEmpty() && question.admissible()
                ? provisional(candidate(question.organizationId(), question.clientId()).orElseThrow(Authorizations::unknown),
                        server(question.organizationId(), question.resource(), null))
                : recorded(registered.orElseThrow(Authorizations::unknown), question);
    }

    /** The client is let in, and what is recorded then. */
    AuthorizationAnswer admit(AdmissionQuestion question) {
        var server = server(question.organizationId(), question.resource(), null);
        var as = candidate(question.organizationId(), question.clientId()).map(Candidate::registration).orElse(null);
        admissions.admit(question.clientId(), server.serverId(), as,
                person(question.organizationId(), question.userId(), question.decisionId()));
        management.letIn(question.clientId(), as);
        return authorization(new AuthorizationQuestion(question.organizationId(), question.clientId(), question.resource(), false));
    }

    /** An owner is asked, in the name of the person. */
    void requestApproval(ApprovalQuestion question) {
        var server = server(question.organizationId(), question.resource(), null);
        var as = candidate(question.organizationId(), question.clientId()).map(Candidate::registration).orElse(null);
        admissions.request(question.clientId(), server.serverId(), as, person(question.organizationId(), question.userId(), null));
        management.letIn(question.clientId(), as);
    }

    private static Cause person(String organizationId, String userId, @Nullable String decisionId) {
        return new Cause(new Actor(Actor.Type.MEMBER, userId), organizationId, decisionId,
                CorrelationContext.current().orElseGet(CorrelationContext::fresh).correlationId(), null);
    }

    private AuthorizationAnswer recorded(Loaded<ClientState.Existing> client, AuthorizationQuestion question) {
        var server = server(question.organizationId(), question.resource(), client.state());
        return answers.authorization(client, server).orElseGet(() -> {
            if (!question.admissible() || !client.state().details().registeredItself()) {
                throw notBound();
            }
            requireUndecided(client.state(), server.serverId());
            if (client.state().bindings().containsKey(server.serverId())) {
                throw notBound();
            }
            return provisional(answers.answerClient(client), DynamicClient.of(client.state().details()), server);
        });
    }

    /** What an owner rejected stays so whatever the server takes by now; what waits for an owner waits while it leaves that to one. */
    private void requireUndecided(ClientState.Existing client, String serverId) {
        var approval = client.approvals().get(serverId);
        if (approval == Approval.REJECTED) {
            throw Refused.because(Reason.APPROVAL_REJECTED, "An owner of the organization said no to this client at this server.");
        }
        if (approval == Approval.PENDING && admitting.leavesToOwners(serverId)) {
            throw Refused.because(Reason.APPROVAL_PENDING, "An owner of the organization has not decided yet.");
        }
    }

    private AuthorizationAnswer provisional(Candidate candidate, ServerAnswer server) {
        return provisional(answers.answerCandidate(candidate), DynamicClient.of(candidate.registration()), server);
    }

    private AuthorizationAnswer provisional(ClientAnswer client, DynamicClient applicant, ServerAnswer server) {
        admitting.require(server.serverId(), Authority.overAllOf(server.organizationId()), applicant);
        return new AuthorizationAnswer(client, server, NOT_BOUND_YET, null, List.of(),
                server.scopes().stream().map(ScopeAnswer::name).toList(),
                Stream.concat(client.access().stream(), server.access().stream()).distinct().toList(), true, null);
    }

    private ServerAnswer server(String organizationId, @Nullable String resource, ClientState.@Nullable Existing client) {
        var found = resource == null
                ? Optional.ofNullable(client).flatMap(answers::onlyServerOf)
                : answers.serverByResource(organizationId, resource);
        return found.orElseThrow(() -> Refused.because(Reason.RESOURCE_UNKNOWN, "This organization has no such resource."));
    }

    private Optional<Candidate> candidate(String organizationId, String clientId) {
        return candidates.find(clientId).filter(found -> found.organizationId().equals(organizationId));
    }

    private static Refused notBound() {
        return Refused.because(Reason.CLIENT_NOT_BOUND, "The client is not bound to this server.");
    }

    private static Refused unknown() {
        return Refused.because(Reason.CLIENT_UNKNOWN, "This organization has no such client.");
    }
}
