package io.countersign.audit.checkpoint;

import io.countersign.audit.access.Readers;
import io.countersign.audit.verifier.Checkpoint;
import io.countersign.audit.verifier.SignedNote;
import io.countersign.starter.passport.Passport;
import io.countersign.starter.web.Page;
import io.countersign.starter.web.PageRequest;
import java.time.Instant;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signed heads of the installation's log. They show sizes and hashes, nothing of any organization. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/checkpoints")
class CheckpointController {
    private final Checkpoints checkpoints;

    CheckpointController(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    @GetMapping
    Page<Head> list(@PathVariable String orgId, @AuthenticationPrincipal Passport caller, PageRequest page) {
        Readers.require(caller, Readers.METADATA);
        var found = checkpoints.list(Readers.number(page.cursor(), Long.MAX_VALUE), page.limit());
        var more = found.size() == page.limit() && found.getLast().number() > 0;
        return new Page<>(found.stream().map(each -> head(each.note())).toList(), more ? Long.toString(found.getLast().number()) : null);
    }

    @GetMapping("/latest")
    Head latest(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
        Readers.require(caller, Readers.METADATA);
        return head(checkpoints.latest());
    }

    private static Head head(SignedNote note) {
        var checkpoint = Checkpoint.parse(note.text());
        return new Head(checkpoint.origin(), checkpoint.size(), checkpoint.root().toString(), checkpoint.time(), note.toString());
    }

    record Head(String origin, long size, String root, Instant time, String note) {
    }
}
