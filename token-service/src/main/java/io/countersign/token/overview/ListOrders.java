package io.countersign.token.overview;

import io.countersign.token.naming.Names;
import io.countersign.token.overview.ListOrder.SortKey;
import io.countersign.token.directory.People;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The orders that connections can be listed in. */
@Component
class ListOrders {
    private static final String BEGUN = "life.authorizedAt";
    private final Names names;
    private final People people;

    ListOrders(Names names, People people) {
        this.names = names;
        this.people = people;
    }

    ListOrder of(String organizationId, Sorting sorting, TranslatedFilter filtered) {
        var down = sorting.descending();
        var clients = names.clients(organizationId);
        return switch (sorting.by()) {
            case "name" -> ListOrder.by(down, SortKey.rank("parties.clientId", clients::rank, clients::at),
                    SortKey.rank(ConnectionIndex.PAIR, ConnectionName::rank, ConnectionName::pairAt));
            case "client" -> ListOrder.by(down, SortKey.rank("parties.clientId", clients::rank, clients::at));
            case "member" -> {
                var listed = people.of(organizationId);
                yield ListOrder.by(down, SortKey.rank("parties.subjectId", listed::rank, listed::at));
            }
            case "lastUsedAt" -> ListOrder.by(down, SortKey.number(ConnectionIndex.LAST_USED));
            case "expiresAt" -> ListOrder.by(down, SortKey.number("endsAtMillis"));
            case "status" -> {
                var statuses = Stream.of(Status.values()).map(status -> filtered.at(status, filtered.always())).toList();
                yield new ListOrder(down ? statuses.reversed() : statuses, List.of(SortKey.number(BEGUN)), down);
            }
            default -> ListOrder.by(down, SortKey.number(BEGUN));
        };
    }

    /** In which order; the newest first unless something else is asked for. */
    record Sorting(@Schema(defaultValue = "authorizedAt", allowableValues = {
            "name", "client", "authorizedAt", "lastUsedAt", "member",
            "status", "expiresAt"}) @Pattern(regexp = "name|client|authorizedAt|lastUsedAt|member|status|expiresAt", message = ONE_OF
                    + "name, client, authorizedAt, lastUsedAt, member, status, expiresAt") @Nullable String sort,
            @Schema(description = ORDER, allowableValues = {"asc", "desc"}) @Pattern(regexp = "asc|desc", message = ONE_OF
                    + "asc, desc") @Nullable String order) {
        static final String ONE_OF = "must be one of ";
        private static final String ORDER = "Absent: desc for authorizedAt and lastUsedAt, otherwise asc";

        String by() {
            return sort == null ? "authorizedAt" : sort;
        }

        boolean descending() {
            return order == null ? by().equals("authorizedAt") || by().equals("lastUsedAt") : order.equals("desc");
        }
    }
}
