package io.countersign.gateway.usage;

import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.gateway.enforcement.AccessToken;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
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
        this.json = json;
        this.gateway = gateway;
    }

    /** @param type for example {@code ToolCalled} */
    void record(String type, AccessToken token, String correlationId, Map<String, ?> details) {
        var data = new LinkedHashMap<String, Object>();
        data.put("gateway", gateway);
        data.put("boot", boot);
        data.put("n", next.getAndIncrement());
        data.put("connectionId", token.connectionId());
        data.put("clientId", token.clientId());
        data.put("subjectId", token.subject());
        data.putAll(details);
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("specversion", "1.0");
        envelope.put("id", UlidCreator.getMonotonicUlid().toString());
        envelope.put("source", "/gateway/" + gateway + "/" + boot);
        envelope.put("type", KafkaFacts.TOPIC + "." + type + ".v1");
        envelope.put("time", clock.instant().toString());
        envelope.put("subject", token.connectionId());
        envelope.put("datacontenttype", "application/json");
        envelope.put("organization", token.organizationId());
        envelope.put("correlationid", correlationId);
        envelope.put("data", data);
        sink.publish(token.connectionId(), json.writeValueAsBytes(envelope));
    }
}
