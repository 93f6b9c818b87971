package io.countersign.local.demo;

import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.testkit.Person;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A client that nobody prepared and that registers nowhere: its id is the address of its metadata document (CIMD). */
final class MetadataClient {
    private final Target target;
    private final StepReporter reporter;

    MetadataClient(Target target, StepReporter reporter) {
        this.target = target;
        this.reporter = reporter;
    }

    void run(SampleServer server) {
        reporter.step("A client that is known by the address of its metadata document comes, and a member lets it in");
        var found = SelfRegistration.opened(target, server);
        reporter.fact("client_id_metadata_document_supported", found.metadataDocuments());
        try (var document = MetadataDocument.plain(PublicClient.REGISTERED_REDIRECT)) {
            reporter.fact("client id", document.address());
            FirstConsent.of(Desktop.of(target, Person.FIRST_MEMBER, document.address(), server), server,
                    "Known by the address " + document.host(), reporter);
            reporter.fact("the owner sees",
                    seenByTheOwner(document, server).path("id").asString() + ", registered by CIMD, at that address");
        }
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
