package io.countersign.local.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the auditor reads about a member and a client: in order, with what the member was shown, and which fact caused which. */
final class MemberHistory {
    private static final List<String> DECISIONS = List.of("ConsentGranted", "ConsentDenied");
    private final Api auditor;
    private final StepReporter reporter;

    MemberHistory(Target target, StepReporter reporter) {
        this.auditor = new Api(target, target.auditorKey());
        this.reporter = reporter;
    }

    void of(String clientId, String userId) {
        var story = ClientHistory.of(auditor, clientId, MemberHistory::complete, "The history does not show how the member's access ended");
        story.tell(reporter);
        inOrder(story.events());
        decisions(story, userId);
        causes(story, userId);
        reporter.fact("checked", story.events().size() + " events, in order, each decision with what was shown, each end with its cause");
    }

    /** All but the last connection have ended; what ended by itself comes last. */
    private static boolean complete(ClientHistory story) {
        return !ended(story, "ACCESS_DISABLED").isEmpty() && !story.those("McpAccessDisabled").isEmpty()
                && story.those("ConnectionRevoked").size() == story.those("ConnectionAuthorized").size() - 1;
    }

    private static List<JsonNode> ended(ClientHistory story, String reason) {
        return story.those("ConnectionRevoked").stream().filter(event -> event.path("data").path("reasonCode").asString().equals(reason))
                .toList();
    }

    /** Positions of one source rise, and nothing is told twice. */
    private static void inOrder(List<JsonNode> events) {
        var latest = new HashMap<String, Long>();
        var told = new HashSet<String>();
        for (var event : events) {
            var position = event.path("position").asLong();
            var before = latest.put(event.path("source").asString(), position);
            DemonstrationFailed.unless((before == null || before < position) && told.add(event.path("id").asString()),
                    "Out of order: " + event);
        }
    }

    private static void decisions(ClientHistory story, String userId) {
        var granted = story.those("ConsentGranted");
        DemonstrationFailed.unless(granted.size() > 1 && declined(granted.getFirst()) == 1 && declined(granted.get(1)) == 0,
                "The history does not show the consent in part and the one after it: " + granted);
        for (var type : DECISIONS) {
            DemonstrationFailed.unless(!story.those(type).isEmpty(), "The history shows no " + type);
            for (var decision : story.those(type)) {
                DemonstrationFailed.unless(decision.path("data").path("textHash").asString("").length() == 43
                        && decision.path("actor").path("id").asString().equals(userId), "Not the member's informed decision: " + decision);
            }
        }
    }

    private static int declined(JsonNode granted) {
        return granted.path("data").path("declinedOptional").size();
    }

    private static void causes(ClientHistory story, String userId) {
        caused(story, story.those("AuthorizationCodeIssued"), "ConsentGranted");
        caused(story, story.those("AuthorizationCodeRedeemed"), "AuthorizationCodeIssued");
        caused(story, story.those("ConnectionAuthorized"), "AuthorizationCodeIssued");
        caused(story, ended(story, "CONSENT_WITHDRAWN"), "ConsentWithdrawn");
        caused(story, ended(story, "ACCESS_DISABLED"), "McpAccessDisabled");
        DemonstrationFailed.unless(ended(story, "USER_REQUEST").stream().map(event -> event.path("actor").path("id").asString())
                .filter(userId::equals).count() == 1, "The history does not show that the member ended a connection");
    }

    private static void caused(ClientHistory story, List<JsonNode> effects, String cause) {
        var ids = story.those(cause).stream().map(event -> event.path("id").asString()).toList();
        DemonstrationFailed.unless(!effects.isEmpty(), "Nothing followed from " + cause);
        effects.forEach(effect -> DemonstrationFailed.unless(ids.contains(effect.path("causationId").asString("")),
                "Not shown to follow from " + cause + ": " + effect));
    }
}
