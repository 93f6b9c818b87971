package io.countersign.local.demo;

import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.testkit.Person;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A client that nobody prepared and that registers nowhere: its id is the address of its metadata document (CIMD). */
final class MetadataClient {
    private final Target target;
    private final Narrator narrator;

    MetadataClient(Target target, Narrator narrator) {
        this.target = target;
        this.narrator = narrator;
    }

    void run(SampleServer server) {
        narrator.step("A client that is known by the address of its metadata document comes, and a member lets it in");
        var found = SelfRegistration.opened(target, server);
        narrator.fact("client_id_metadata_document_supported", found.metadataDocuments());
        try (var document = MetadataDocument.plain(PublicClient.REGISTERED_REDIRECT)) {
            narrator.fact("client id", document.address());
            letIn(document, server);
            narrator.fact("the owner sees",
                    seenByTheOwner(document, server).path("id").asString() + ", registered by CIMD, at that address");
        }
    }

    private void letIn(MetadataDocument document, SampleServer server) {
        var desktop = Desktop.of(target, Person.FIRST_MEMBER, document.address(), server);
        var question = desktop.ask("sample:read");
        var shown = question.page().document().text();
        DemonstrationFailed.unless(shown.contains("Not verified") && shown.contains("Known by the address " + document.host()),
                "The member is not told by which address the client is known, and that nobody vouches for it: " + shown);
        narrator.fact("shown",
                question.title() + " " + question.page().document().select(".mark.warn").eachText() + ", known by the address "
                        + document.host());
        Calls.through(server.resource(), desktop.allow(question).getAccessToken().getValue(), narrator);
    }

    private JsonNode seenByTheOwner(MetadataDocument document, SampleServer server) {
        var owner = new Api(target, target.ownerKey());
        var client = Poll.until("The owner does not see the client",
                () -> owner.get("/clients?q=Editor&projectId=" + server.projectId()).expect(200).body().path("items").valueStream()
                        .filter(item -> item.path("metadataUrl").asString("").equals(document.address())).findFirst(),
                Optional::isPresent).orElseThrow();
        DemonstrationFailed.unless(client.path("registrationMethod").asString().equals("CIMD"), "Registered otherwise: " + client);
        return client;
    }
}
