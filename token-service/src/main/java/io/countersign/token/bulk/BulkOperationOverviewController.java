package io.countersign.token.bulk;

import io.countersign.events.command.Receipt;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.token.bulk.Outcome.Kind;
import io.countersign.token.contract.BulkOperationEvent.Action;
import io.countersign.token.contract.BulkOperationEvent.Selector;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operations a caller may see, and what became of each connection. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/bulk-operations")
class BulkOperationOverviewController {
    private final BulkOperationRights rights;
    private final Listing<BulkOperationOverview> overviews;
    private final BulkOperations operations;

    BulkOperationOverviewController(BulkOperationRights rights, Views views, BulkOperations operations) {
        this.rights = rights;
        this.overviews = new Listing<>(views.of(BulkOperationOverview.class));
        this.operations = operations;
    }

    @GetMapping
    Page<Item> list(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @ModelAttribute Filter filter, PageRequest page,
            Optional<Receipt> receipt) {
        return overviews.rows(rights.visible(caller, orgId), receipt, page, Listing.is("status", filter.status())).map(Item::of);
    }

    @GetMapping("/{operationId}")
    ResponseEntity<Item> get(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String operationId,
            Optional<Receipt> receipt) {
        return overviews.get(operationId, receipt, rights.visible(caller, orgId), Item::of);
    }

    @Operation(summary = "Read what became of each connection", description = "In the order in which they are worked off.")
    @GetMapping("/{operationId}/results")
    Page<Result> results(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String operationId,
            @ModelAttribute ResultFilter filter, PageRequest page) {
        rights.requireVisible(caller, orgId, operationId);
        var behind = page.place();
        var found = operations.load(operationId).outcomes().entrySet().stream()
                .dropWhile(entry -> behind != null && !entry.getKey().equals(behind)).skip(behind == null ? 0 : 1)
                .map(entry -> new Result(entry.getKey(), entry.getValue().kind(), entry.getValue().code()))
                .filter(result -> filter.status == null || result.status == filter.status).limit(page.limit() + 1L).toList();
        return Page.of(found, page, Result::connectionId);
    }

    /** What the list may be narrowed to. */
    record Filter(BulkOperationOverview.@Nullable Status status) {
    }

    /** What the results may be narrowed to. */
    record ResultFilter(@Nullable Kind status) {
    }

    /** @param code of the refusal, where it failed */
    record Result(String connectionId, Kind status, @Nullable String code) {
    }

    /** @param unchanged connections that had ended before */
    record Item(String id, Action action, ReasonCode reasonCode, Selector selector, BulkOperationOverview.Status status, int targets,
            int done, int unchanged, int failed, Actor startedBy, Instant startedAt, @Nullable Instant endedAt, long version) {
        static Item of(Row<BulkOperationOverview> row) {
            var value = row.value();
            return new Item(row.aggregateId(), value.action(), value.reasonCode(), value.selector(), value.status(), value.targets(),
                    value.done(), value.unchanged(), value.failed(), value.startedBy(), value.startedAt(), value.endedAt(), row.sequence());
        }
    }
}
