package io.countersign.e2e;

import io.countersign.e2e.PublicApi.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An organization to offend, and the operations to offend it with. */
record Offended(Tenant tenant, PublicApi publicApi, List<Operation> operations) {
    static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    /** The one of this run. */
    static Offended once() {
        return Once.ONLY;
    }

    String auditor() {
        return tenant.target().auditorKey();
    }

    String owner() {
        return tenant.target().ownerKey();
    }

    /** Things of the right form that were never made, so that a request that happens to be good changes nothing. */
    Map<String, String> unknown() {
        var unknown = new TreeMap<String, String>();
        tenant.ids().forEach((name, id) -> unknown.put(name, id.substring(0, id.lastIndexOf('-') + 1) + "01ARZ3NDEKTSV4RRFFQ69G5FAV"));
        return unknown;
    }

    String path(Operation operation) {
        return operation.at(tenant.organizationId(), unknown());
    }

    String filled(Operation operation) {
        var body = Operation.fill(operation.body(), unknown());
        return body.isEmpty() ? "{}" : body;
    }

    Answer send(Operation operation, String body, Map<String, String> headers) {
        return publicApi.send(operation.method(), path(operation), owner(), body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer get(Operation operation, String query) {
        return publicApi.send("GET", path(operation) + "?" + query, operation.readsHistory() ? auditor() : owner(), "", Map.of());
    }

    private static final class Once {
        private static final Offended ONLY = founded();

        private static Offended founded() {
            var tenant = Tenant.in(Platform.running(), Platform.OURS, "offended");
            var publicApi = new PublicApi(tenant.target());
            return new Offended(tenant, publicApi, publicApi.operations());
        }
    }
}
