package io.countersign.events.relay;

import io.countersign.events.relay.Relays.RelayStatus;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** The operator's way to the relays of this service, on the management port only: how each log stands, and sending one again. */
@Endpoint(id = "relay")
final class RelayEndpoint {
    private static final int CONFLICT = 409;
    private final Relays relays;

    RelayEndpoint(Relays relays) {
        this.relays = relays;
    }

    @ReadOperation
    List<RelayStatus> logs() {
        return relays.statuses();
    }

    /** Has the log sent again from the commit that holds this position; consumers pass over what they know. */
    @WriteOperation
    WebEndpointResponse<?> act(@Selector String log, @Selector Action action, long fromPosition) {
        try {
            switch (action) {
                case REPUBLISH -> relays.republish(log, fromPosition);
            }
            return new WebEndpointResponse<>(relays.statuses().stream().filter(each -> each.log().equals(log)).toList());
        } catch (IllegalArgumentException refused) {
            return new WebEndpointResponse<>(Map.of("refused", String.valueOf(refused.getMessage())),
                    WebEndpointResponse.STATUS_BAD_REQUEST);
        } catch (IllegalStateException busy) {
            return new WebEndpointResponse<>(Map.of("refused", String.valueOf(busy.getMessage())), CONFLICT);
        }
    }

    /** What can be asked of a relay. */
    enum Action {
        REPUBLISH
    }
}
