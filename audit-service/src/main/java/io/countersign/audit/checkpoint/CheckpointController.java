package io.countersign.audit.checkpoint;

import io.countersign.audit.access.ReadAuthorization;
import io.countersign.audit.access.ReadRecorder;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.audit.verifier.Checkpoint;
import io.countersign.audit.verifier.SignedNote;
import io.countersign.audit.verifier.TreeGrowth;
import io.countersign.web.passport.Passport;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signed heads of the installation's log. They show sizes and hashes, nothing of any organization. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/checkpoints")
class CheckpointController {
    private static final String WITNESS = "application/jsonl";
    private final Checkpoints checkpoints;
    private final ConsistencyProofs consistencyProofs;
    private final ReadRecorder reads;

    CheckpointController(Checkpoints checkpoints, ConsistencyProofs consistencyProofs, ReadRecorder reads) {
        this.checkpoints = checkpoints;
        this.consistencyProofs = consistencyProofs;
        this.reads = reads;
    }

    @GetMapping
    Page<Head> list(@PathVariable String orgId, @AuthenticationPrincipal Passport caller, PageRequest page) {
        ReadAuthorization.visibility(caller);
        var found = checkpoints.list(ReadAuthorization.number(page.cursor(), Long.MAX_VALUE), page.limit());
        var more = found.size() == page.limit() && found.getLast().number() > 0;
        return new Page<>(found.stream().map(each -> head(each.note())).toList(), more ? Long.toString(found.getLast().number()) : null);
    }

    @GetMapping("/latest")
    Head latest(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
        ReadAuthorization.visibility(caller);
        return head(checkpoints.latest());
    }

    /** What the witness has seen, one signed checkpoint per line: kept, it shows later whether the log was put back or written anew. */
    @GetMapping("/witness")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = WITNESS))
    ResponseEntity<byte[]> witness(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
        ReadAuthorization.visibility(caller);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(WITNESS)).body(checkpoints.witnessed());
    }

    /** That the organization's tree of {@code b} entries begins with its tree of {@code a} entries. */
    @GetMapping("/{a}/consistency/{b}")
    TreeGrowth consistency(@PathVariable String orgId, @PathVariable long a, @PathVariable long b,
            @AuthenticationPrincipal Passport caller) {
        ReadAuthorization.requireOrganization(caller);
        var proof = consistencyProofs.between(TreeNames.ofOrganization(orgId), a, b);
        reads.record(ReadRecorder.Kind.PROOF, new TreeMap<>(Map.of("a", Long.toString(a), "b", Long.toString(b))), 0);
        return proof;
    }

    private static Head head(SignedNote note) {
        var checkpoint = Checkpoint.parse(note.text());
        return new Head(checkpoint.origin(), checkpoint.size(), checkpoint.root().toString(), checkpoint.time(), note.toString());
    }

    record Head(String origin, long size, String root, Instant time, String note) {
    }
}
