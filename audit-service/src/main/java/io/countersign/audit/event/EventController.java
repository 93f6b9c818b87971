package io.countersign.audit.event;

import io.countersign.audit.access.ReadAuthorization;
import io.countersign.audit.access.ReadRecorder;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.Selection;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.audit.ledger.TreeCursor;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.web.problem.ValidationFailed;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The history of an organization, in the order of its tree, as far as the caller may see it. Every reading is recorded. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/events")
class EventController {
    private final History history;
    private final EventProofs proofs;
    private final ReadRecorder reads;

    EventController(History history, EventProofs proofs, ReadRecorder reads) {
        this.history = history;
        this.proofs = proofs;
        this.reads = reads;
    }

    /** Pages end where the history ended when the first one was read. */
    @GetMapping
    Page<Item> list(@PathVariable String orgId, @AuthenticationPrincipal Passport caller, @Valid @ModelAttribute Filter filter,
            PageRequest page) {
        var visibility = ReadAuthorization.visibility(caller);
        var selection = filter.selection();
        var tree = TreeNames.ofOrganization(orgId);
        var found = history.stretch(tree, visibility, selection, walk(tree, filter, page), page.limit());
        reads.record(ReadRecorder.Kind.LIST, selection.described(), found.events().size());
        var contents = ReadAuthorization.seesContents(caller);
        return new Page<>(found.events().stream().map(event -> Item.of(event, contents || visibility.own(event))).toList(),
                found.rest().over() ? null : found.rest().place());
    }

    private TreeCursor walk(String tree, Filter filter, PageRequest page) {
        var cursor = page.cursor();
        return cursor == null
                ? history.walk(tree, filter.descending())
                : TreeCursor.at(cursor, filter.descending())
                        .orElseThrow(() -> new ValidationFailed("cursor", "must be the nextCursor of an earlier page"));
    }

    /** The exact bytes that were recorded. */
    @GetMapping("/{eventId}")
    ResponseEntity<byte[]> raw(@PathVariable String orgId, @PathVariable String eventId, @AuthenticationPrincipal Passport caller) {
        var visibility = ReadAuthorization.visibility(caller);
        var event = history.find(TreeNames.ofOrganization(orgId), visibility, eventId).orElseThrow(Problem::notFound);
        if (!visibility.own(event)) {
            ReadAuthorization.requireContents(caller);
        }
        reads.record(ReadRecorder.Kind.EVENT, new TreeMap<>(Map.of("id", eventId)), 1);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("application/cloudevents+json")).body(event.entry().bytes());
    }

    @GetMapping("/{eventId}/proof")
    EventProofs.Proof proof(@PathVariable String orgId, @PathVariable String eventId, @AuthenticationPrincipal Passport caller) {
        var proof = proofs.of(TreeNames.ofOrganization(orgId), ReadAuthorization.visibility(caller), eventId)
                .orElseThrow(Problem::notFound);
        reads.record(ReadRecorder.Kind.PROOF, new TreeMap<>(Map.of("id", eventId)), 1);
        return proof;
    }

    /**
     * What the list may be narrowed to, and which end it begins at: the oldest, unless {@code order} is {@code desc}. Readings of the log and
     * reservations of values are left out unless {@code includeBackground} asks for them, or one type, subject or correlation is asked for.
     */
    record Filter(@Pattern(regexp = Selection.WORD) @Nullable String type, @Pattern(regexp = Selection.WORD) @Nullable String actor,
            @Pattern(regexp = Selection.WORD) @Nullable String subject, @Pattern(regexp = Selection.WORD) @Nullable String correlation,
            @Nullable Instant from, @Nullable Instant to,
            @Schema(defaultValue = "asc") @Pattern(regexp = "asc|desc|") @Nullable String order,
            @Schema(defaultValue = "false") @Nullable Boolean includeBackground) {
        Selection selection() {
            var all = Selection.of(type, actor, subject, correlation, from, to);
            return Boolean.TRUE.equals(includeBackground) ? all : all.inForeground();
        }

        boolean descending() {
            return "desc".equals(order);
        }
    }

    record Item(long index, @Nullable String id, @Nullable String type, Instant time, Caused actor, @Nullable String reasonCode,
            @Nullable String subject, String source, long position, long sequence, @Nullable String organization,
            @Nullable String causationId,
            @Nullable String correlationId, @Nullable JsonNode data) {
        static Item of(History.Event event, boolean contents) {
            var envelope = event.envelope();
            return new Item(event.index(), envelope.text("id"), envelope.text("type"), envelope.time(),
                    new Caused(envelope.text("actortype"), envelope.text("actorid")), envelope.reasonCode(), envelope.text("subject"),
                    event.entry().source(),
                    event.entry().position(), event.entry().sequence(), envelope.text("organization"), envelope.text("causationid"),
                    envelope.text("correlationid"), contents ? envelope.json().get("data") : null);
        }
    }

    record Caused(@Nullable String type, @Nullable String id) {
    }
}
