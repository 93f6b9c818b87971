package io.countersign.registry.answer;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestParam;
import io.countersign.registry.contract.MetadataUrlQuestion;
import io.countersign.registry.contract.MetadataUrlAnswer;
import io.countersign.registry.contract.ClientKeysAnswer;
import io.countersign.registry.client.document.MetadataClients;
import io.countersign.registry.client.refusedredirect.RefusedRedirects;
import io.countersign.registry.client.document.KeySets;
import io.countersign.registry.authority.Operators;
import io.countersign.registry.contract.AdmissionQuestion;
import io.countersign.registry.contract.ApprovalQuestion;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.registry.contract.AuthorizationQuestion;
import io.countersign.registry.contract.CallerAnswer;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.KeyQuestion;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.registry.contract.RefusedRedirectQuestion;
import io.countersign.registry.contract.RolesAnswer;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.registry.managementkey.KeyUsage;
import io.countersign.registry.managementkey.ManagementKeys;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.refusal.Refused;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Synchronous answers, for passports of services only. */
@RestController
@RequestMapping("/internal")
class AnswerController {
    private final Answers answers;
    private final Authorizations authorizations;
    private final MetadataClients documents;
    private final KeySets keySets;
    private final RefusedRedirects redirects;
    private final Organizations organizations;
    private final ManagementKeys keys;
    private final KeyUsage usage;
    private final Operators operators;

    AnswerController(Answers answers, Authorizations authorizations, MetadataClients documents, KeySets keySets, RefusedRedirects redirects,
            Organizations organizations,
            ManagementKeys keys, KeyUsage usage, Operators operators) {
        this.answers = answers;
        this.authorizations = authorizations;
        this.documents = documents;
        this.keySets = keySets;
        this.redirects = redirects;
        this.organizations = organizations;
        this.keys = keys;
        this.usage = usage;
        this.operators = operators;
    }

    @GetMapping("/organizations/{slugOrId}")
    OrganizationAnswer organization(@PathVariable String slugOrId) {
        return answers.organization(slugOrId).orElseThrow(Refused::unknown);
    }

    @GetMapping("/organizations/{organization}/servers/{slugOrId}")
    ServerAnswer server(@PathVariable String organization, @PathVariable String slugOrId) {
        return answers.server(organization, slugOrId).orElseThrow(Refused::unknown);
    }

    @GetMapping("/organizations/{organization}/users/{userId}/roles")
    RolesAnswer roles(@PathVariable String organization, @PathVariable String userId) {
        var found = organizations.find(organization).orElseThrow(Refused::unknown).state();
        return new RolesAnswer(List.copyOf(operators.with(userId, found.rolesOf(userId))));
    }

    @GetMapping("/operators/{userId}/roles")
    RolesAnswer operator(@PathVariable String userId) {
        return new RolesAnswer(List.copyOf(operators.rolesOf(userId)));
    }

    @GetMapping("/clients/{clientId}")
    ClientAnswer client(@PathVariable String clientId) {
        return authorizations.client(clientId).orElseThrow(Refused::unknown);
    }

    @PostMapping("/clients/by-metadata-url")
    MetadataUrlAnswer client(@RequestBody MetadataUrlQuestion question) {
        return documents.find(question);
    }

    @GetMapping("/clients/{clientId}/keys")
    ClientKeysAnswer keys(@PathVariable String clientId, @RequestParam(defaultValue = "false") boolean anew) {
        return authorizations.client(clientId).map(ClientAnswer::jwksUri).map(uri -> new ClientKeysAnswer(keySets.at(uri, anew)))
                .orElseThrow(Refused::unknown);
    }

    @PostMapping("/authorizations")
    AuthorizationAnswer authorization(@RequestBody AuthorizationQuestion question) {
        return authorizations.authorization(question);
    }

    @PostMapping("/admissions")
    AuthorizationAnswer admission(@RequestBody AdmissionQuestion question) {
        return authorizations.admit(question);
    }

    @PostMapping("/approval-requests")
    ResponseEntity<Void> approval(@RequestBody ApprovalQuestion question) {
        authorizations.requestApproval(question);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/refused-redirect-uris")
    ResponseEntity<Void> refused(@RequestBody RefusedRedirectQuestion question) {
        redirects.remember(question);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/management-keys/authenticate")
    CallerAnswer caller(@RequestBody KeyQuestion question) {
        var key = keys.authenticate(question.keyId(), question.secretHash()).orElseThrow(Refused::unknown);
        var organization = organizations.find(key.organizationId()).map(Loaded::state).filter(found -> key.stands(found::isOwner))
                .orElseThrow(Refused::unknown);
        usage.used(key.keyId());
        return new CallerAnswer(key.keyId(), key.organizationId(), organization.slug(), List.copyOf(key.roles()));
    }
}
