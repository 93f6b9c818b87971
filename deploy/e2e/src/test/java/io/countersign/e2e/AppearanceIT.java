package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.Browser;
import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.MetadataDocument;
import io.countersign.local.demo.SelfRegistration;
import io.countersign.local.demo.Setup;
import io.countersign.testkit.Person;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** CIMD-23, CIMD-30: what a client looks like is ours to serve, and what it calls itself is told when it changes. */
class AppearanceIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String READ = "sample:read";
    private static final String CALLBACK = "https://editor.example/callback";
    private final LocalPlatform platform = Platform.running();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aLogoIsServedByUsToPeopleOnlyAndANewNameIsANoticeAndNoNewQuestion() throws Exception {
        var target = platform.target();
        var server = Setup.registerServer(target, "appearance");
        SelfRegistration.opened(target, server);
        try (var document = MetadataDocument.served(Platform.documents(), CALLBACK)) {
            document.change(saying(document, "Editor", document.publish(picture())));
            var desktop = Desktop.of(target, Person.SECOND_MEMBER, document.address(), server, URI.create(CALLBACK));
            var question = desktop.ask(READ);
            var src = question.page().document().select("img").attr("src");
            assertThat(src).as(question.page().document().text()).startsWith("/api/v1/orgs/").contains("/logo?digest=");

            var logo = get(target.gateway().resolve(src), desktop.browser());
            assertThat(logo.statusCode()).isEqualTo(200);
            assertThat(logo.headers().firstValue("content-type")).hasValue("image/png");
            assertThat(logo.headers().firstValue("x-content-type-options")).hasValue("nosniff");
            assertThat(logo.headers().firstValue("content-security-policy").orElse("")).contains("default-src 'none'");
            assertThat(logo.headers().firstValue("cache-control").orElse("")).contains("private", "max-age=");
            assertThat(ImageIO.read(new ByteArrayInputStream(logo.body())).getWidth()).isEqualTo(96);
            assertThat(get(target.gateway().resolve(src), new Browser(target)).statusCode()).isEqualTo(401);

            desktop.allow(question);
            document.change(saying(document, "Editor Pro", document.publish(picture())));
            FetchedDocument.of(platform, document.address()).daysLater();
            assertThat(desktop.ask(READ).page().address().toString()).as("asked again for a name").startsWith(CALLBACK + "?code=");

            var owner = new Api(target, target.ownerKey());
            var renamed = await().atMost(BOUND).until(() -> owner.get("/clients?registrationMethod=CIMD&q=Editor%20Pro")
                    .expect(200).body().at("/items/0"), row -> row.at("/shownAs/formerName").asString("").equals("Editor"));
            assertThat(renamed.at("/shownAs/renamedAt").asString()).isNotEmpty();
            var another = Desktop.of(target, Person.FIRST_MEMBER, document.address(), server, URI.create(CALLBACK));
            assertThat(another.ask(READ).page().document().text()).contains("This app changed its name on", "Before that, it was called");
        }
    }

    private static Map<String, Object> saying(MetadataDocument document, String name, String logo) {
        var said = new TreeMap<>(document.document(CALLBACK));
        said.put("client_name", name);
        said.put("logo_uri", logo);
        return said;
    }

    private HttpResponse<byte[]> get(URI address, Browser browser) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).header("Cookie", browser.cookieHeader()).build(), BodyHandlers.ofByteArray());
    }

    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
