package io.countersign.registry.client.document;

import io.countersign.events.command.Accepted;
import io.countersign.events.command.OnceOnly;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.MetadataRecorder;
import io.countersign.registry.client.registration.RegistrationManagement;
import io.countersign.registry.project.Projects;
import io.countersign.web.api.Limits;
import io.countersign.web.passport.Passport;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registers clients by the address of their metadata document before anybody meets them: an organization's list of those it takes (CIMD-18). */
@RestController
class KnownAddressController {
    private final MetadataClients documents;
    private final MetadataRecorder recorder;
    private final RegistrationManagement management;
    private final Projects projects;

    KnownAddressController(MetadataClients documents, MetadataRecorder recorder, RegistrationManagement management, Projects projects) {
        this.documents = documents;
        this.recorder = recorder;
        this.management = management;
        this.projects = projects;
    }

    @Operation(summary = "Register a client by the address of its metadata document", description = "The document is fetched now, and what it says "
            + "is what is registered. The client can be bound to servers that take no client that nobody registered.")
    @PostMapping("/api/v1/orgs/{orgId}/clients/by-metadata-url")
    @ResponseStatus(HttpStatus.CREATED)
    @OnceOnly
    ResponseEntity<Registered> register(@PathVariable String orgId, @Valid @RequestBody AddressRequest request,
            @AuthenticationPrincipal Passport caller) {
        var by = Authority.of(caller);
        projects.toExtend(request.projectId(), by);
        var met = documents.meet(by.organizationId(), request.metadataUrl());
        var receipt = recorder.register(met.clientId(), request.projectId(), met.as(), by);
        management.letIn(met.clientId(), met.as());
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/clients/" + met.clientId(),
                new Registered(met.clientId(), request.metadataUrl(), met.as().name()));
    }

    /** @param metadataUrl the client's {@code client_id} in OAuth */
    record AddressRequest(@NotBlank @Size(max = Limits.ID) String projectId, @NotBlank @Size(max = Limits.URI) String metadataUrl) {
    }

    /** @param name as its document says */
    record Registered(String id, String clientId, String name) {
    }
}
