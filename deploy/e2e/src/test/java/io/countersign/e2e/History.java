package io.countersign.e2e;

import io.countersign.local.demo.Api;
import io.countersign.local.demo.Target;
import java.util.ArrayList;
import java.util.List;

/** What the auditor sees: every project created and every token issued, by id, in order. */
final class History {
    private final Api auditor;

    History(Target target) {
        this.auditor = new Api(target, target.auditorKey());
    }

    List<String> facts() {
        var facts = new ArrayList<String>();
        var cursor = "";
        do {
            var page = auditor.get("/events?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).expect(200).body();
            for (var event : page.path("items")) {
                var type = event.path("type").asString();
                if (type.contains("ProjectCreated")) {
                    facts.add(event.path("data").path("projectId").asString());
                } else if (type.contains("TokensIssued")) {
                    facts.add(event.path("data").path("jti").asString());
                }
            }
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return facts;
    }
}
