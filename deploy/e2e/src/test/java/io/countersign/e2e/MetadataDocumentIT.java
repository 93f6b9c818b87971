package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Browser.Page;
import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.Desktop.Question;
import io.countersign.local.demo.MetadataDocument;
import io.countersign.local.demo.SelfRegistration;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.testkit.Person;
import java.net.URI;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a client says of itself at its address is believed for as long as it says so, and not at all where it breaks a rule (CIMD). */
class MetadataDocumentIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String READ = "sample:read";
    private static final String KEPT = "https://editor.example/callback";
    private static final String DROPPED = "https://old.example/callback";
    private static final String ADDED = "https://new.example/callback";
    private final LocalPlatform platform = Platform.running();

    /** CIMD-08, CIMD-23. */
    @Test
    void otherRedirectUrisAreConsentedToAnewAndOneThatIsGoneIsNeverVisited() {
        var server = opened("document-drift");
        try (var document = MetadataDocument.served(Platform.documents(), KEPT, DROPPED)) {
            var desktop = desktop(document, server, KEPT);
            var tokens = desktop.allow(desktop.ask(READ));
            assertThat(sentBack(desktop.ask(READ), KEPT)).as("asked again for the same").isTrue();
            assertThat(sentBack(desktop(document, server, DROPPED).ask(READ), DROPPED)).as("before the change").isTrue();

            document.change(document.document(KEPT, ADDED));
            FetchedDocument.of(platform, document.address()).daysLater();

            var anew = await().atMost(BOUND).until(() -> desktop.ask(READ), question -> !sentBack(question, KEPT));
            assertThat(anew.page().has("input[name=scope]")).as(anew.page().document().text()).isTrue();
            desktop.allow(anew);
            assertThat(sentBack(desktop.ask(READ), KEPT)).as("after the person consented to it").isTrue();
            refused(desktop(document, server, DROPPED).ask(READ).page(), "old.example");
            assertThat(desktop.session(tokens).echo().statusCode()).as("what was authorized").isEqualTo(200);
        }
    }

    /** CIMD-03, CIMD-05 to CIMD-08: the person reads whose document breaks which rule, and nobody is sent where it says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "client_id                  | \"https://claude.ai/oauth/mcp-oauth-client-metadata\"",
            "client_secret              | \"s3cret\"",
            "token_endpoint_auth_method | \"client_secret_basic\"",
            "redirect_uris              | []",
            "jwks                       | {\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\",\"d\":\"AQ\"}]}"})
    void aDocumentThatBreaksARuleLetsNobodyIn(String field, String value) {
        var server = opened("document-" + field.replace('_', '-'));
        try (var document = MetadataDocument.served(Platform.documents(), KEPT)) {
            var broken = new TreeMap<>(document.document(KEPT));
            broken.put(field, JsonMapper.shared().readValue(value, Object.class));
            document.change(broken);

            refused(desktop(document, server, KEPT).ask(READ).page(), document.host(), field);
        }
    }

    private SampleServer opened(String slug) {
        var server = Setup.registerServer(platform.target(), slug);
        SelfRegistration.opened(platform.target(), server);
        return server;
    }

    private Desktop desktop(MetadataDocument document, SampleServer server, String redirect) {
        return Desktop.of(platform.target(), Person.SECOND_MEMBER, document.address(), server, URI.create(redirect));
    }

    /** Whether the consent on record spared the person the page. */
    private static boolean sentBack(Question question, String redirect) {
        return question.page().address().toString().startsWith(redirect + "?code=");
    }

    private void refused(Page page, String... named) {
        assertThat(page.address().getAuthority()).isEqualTo(platform.target().gateway().getAuthority());
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.document().text()).contains(named);
        assertThat(page.has("form")).isFalse();
    }
}
