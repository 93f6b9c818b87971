package io.countersign.audit.stream;

import io.countersign.audit.access.ReadRecorder;
import io.countersign.audit.access.ReadAuthorization;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.ValidationFailed;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens in an organization, as it does, as far as the caller may see it: ids only. */
@RestController
class StreamController {
    private static final String RESUME = "Last-Event-ID";
    private static final Pattern POSITION = Pattern.compile("0|[1-9][0-9]{0,17}");
    private final LiveStreams streams;
    private final StreamSlots slots;
    private final History history;
    private final ReadRecorder reads;

    StreamController(LiveStreams streams, StreamSlots slots, History history, ReadRecorder reads) {
        this.streams = streams;
        this.slots = slots;
        this.history = history;
        this.reads = reads;
    }

    /** Behind the position in {@code Last-Event-ID}, or from now on. Readings of the log and reservations of values are left out. */
    @GetMapping(path = "/api/v1/orgs/{orgId}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ApiResponse(responseCode = "200", description = "Events (WHATWG HTML, section 9.2); the data of each is JSON", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(implementation = StreamedEvent.class)))
    SseEmitter stream(@PathVariable String orgId, @AuthenticationPrincipal Passport caller,
            @RequestHeader(name = RESUME, required = false) @Nullable String resume) {
        var visibility = ReadAuthorization.visibility(caller);
        var tree = TreeNames.ofOrganization(orgId);
        var next = next(resume, history.size(tree));
        var slot = slots.take(caller);
        try {
            reads.record(ReadRecorder.Kind.STREAM, new TreeMap<>(Map.of("from", Long.toString(next))), 0);
            return streams.begin(slot, tree, visibility, next);
        } catch (RuntimeException unrecorded) {
            slot.close();
            throw unrecorded;
        }
    }

    private static long next(@Nullable String resume, long size) {
        if (resume == null || resume.isEmpty()) {
            return size;
        }
        if (!POSITION.matcher(resume).matches() || Long.parseLong(resume) >= size) {
            throw new ValidationFailed(RESUME, "must be the id of an event of this stream");
        }
        return Long.parseLong(resume) + 1;
    }
}
