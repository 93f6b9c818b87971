package io.countersign.registry.project;

import io.countersign.web.api.Limits;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.project.ProjectCommand.ArchiveProject;
import io.countersign.registry.project.ProjectCommand.CreateProject;
import io.countersign.registry.project.ProjectCommand.RenameProject;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.web.passport.Passport;
import io.countersign.events.command.Accepted;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes to projects: an owner's business. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/projects")
class ProjectController {
    private final Commands commands;
    private final Ids ids;

    ProjectController(Commands commands, Ids ids) {
        this.commands = commands;
        this.ids = ids;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Created> create(@PathVariable String orgId, @Valid @RequestBody ProjectRequest request,
            @AuthenticationPrincipal Passport caller) {
        var id = ids.next("prj");
        var receipt = commands.send(new CreateProject(id, request.name().strip(), Authority.ofOwner(caller)));
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/projects/" + id, new Created(id));
    }

    @PatchMapping("/{projectId}")
    ResponseEntity<Void> rename(@PathVariable String projectId, @Valid @RequestBody ProjectRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new RenameProject(projectId, request.name().strip(), Authority.of(caller))));
    }

    @Operation(summary = "Archive the project for ever", description = "Ends access to every server and of every client in it. Whoever "
            + "calls, person or key, confirms with the project's exact name; another name is 422 name_mismatch and changes nothing.")
    @PostMapping("/{projectId}/archive")
    ResponseEntity<Void> archive(@PathVariable String projectId, @Valid @RequestBody ArchiveRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new ArchiveProject(projectId, request.confirm(), StatedReason.of(request.reasonCode()),
                Authority.of(caller))));
    }

    /** @param confirm the project's exact name (C-2) */
    record ArchiveRequest(@NotBlank @Size(max = Limits.NAME) String confirm, @Nullable ReasonCode reasonCode) {
    }

    record ProjectRequest(@NotBlank @Size(max = Limits.NAME) String name) {
    }

    record Created(String id) {
    }
}
