package io.countersign.gateway.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.token.contract.UsageEvent;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Wraps a fact in its CloudEvents envelope and numbers it: (gateway, boot, n) is dense, so a missing number is a lost fact. No argument, no
 * result and no token is part of a fact.
 */
@Component
class Facts {
    private final FactSink sink;
    private final Clock clock;
    private final JsonMapper json;
    private final String gateway;
    private final String boot = UlidCreator.getUlid().toString();
    private final AtomicLong next = new AtomicLong();

    Facts(FactSink sink, Clock clock, JsonMapper json, @Value("${countersign.gateway.name:gateway-1}") String gateway) {
        this.sink = sink;
        this.clock = clock;
        this.json = json.rebuild().changeDefaultPropertyInclusion(
                ignored -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS)).build();
        this.gateway = gateway;
    }

    /** @param fact as it is, once it has its place */
    void record(AccessToken token, String correlationId, Fact fact) {
        var data = fact.at(new Place(gateway, boot, next.getAndIncrement()));
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("specversion", "1.0");
        envelope.put("id", UlidCreator.getMonotonicUlid().toString());
        envelope.put("source", "/gateway/" + gateway + "/" + boot);
        envelope.put("type", KafkaFacts.TOPIC + "." + data.getClass().getSimpleName() + ".v1");
        envelope.put("time", clock.instant().toString());
        envelope.put("subject", token.connectionId());
        envelope.put("datacontenttype", "application/json");
        envelope.put("organization", token.organizationId());
        envelope.put("correlationid", correlationId);
        envelope.put("data", data);
        sink.publish(token.connectionId(), json.writeValueAsBytes(envelope));
    }

    /** Which fact of which life of which gateway. */
    record Place(String gateway, String boot, long n) {
    }

    /** A fact that has no place yet. */
    @FunctionalInterface
    interface Fact {
        UsageEvent at(Place place);
    }
}
