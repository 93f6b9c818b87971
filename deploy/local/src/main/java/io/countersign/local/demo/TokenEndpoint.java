package io.countersign.local.demo;

import io.countersign.local.demo.Api.Answer;
import io.countersign.local.demo.Discovery.Found;
import io.countersign.local.demo.Setup.MachineClient;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** client_credentials with {@code resource} (RFC 6749 section 4.4, RFC 8707), authenticated by client_secret_basic. */
public final class TokenEndpoint {
    private TokenEndpoint() {
    }

    /** @throws DemonstrationFailed when there is none */
    public static String token(Found found, MachineClient client) {
        return ask(found, client).expect(200).text("access_token");
    }

    /** The answer to a token request, whatever it is. */
    public static Answer ask(Found found, MachineClient client) {
        var basic = Base64.getEncoder()
                .encodeToString((encode(client.id()) + ":" + encode(client.secret())).getBytes(StandardCharsets.UTF_8));
        var form = "grant_type=client_credentials&resource=" + encode(found.resource()) + "&scope=" + encode(found.scope());
        return Answer.of(Api.exchange(HttpRequest.newBuilder(found.tokenEndpoint()).header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)).build(),
                BodyHandlers.ofByteArray()));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
