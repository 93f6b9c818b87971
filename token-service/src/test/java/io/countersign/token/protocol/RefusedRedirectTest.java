package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.MetadataUrlAnswer;
import io.countersign.registry.contract.RefusedRedirectQuestion;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a known client asks to go back to and may not: nobody is sent there, and an owner is told of what could be admitted. */
class RefusedRedirectTest extends PersonTest {
    private static final String CONNECTOR = "https://vendor.example/connectors/7/callback";

    @BeforeEach
    void forget() {
        service.registry.refusedRedirects.clear();
    }

    private static Member at(String name, String redirect) {
        var known = member(name);
        return new Member(service, "usr-" + name, "ses-" + name, known.clientId(), redirect, "billing");
    }

    @Test
    void anOwnerIsToldOfTheAddressAsItWasSent() {
        var refused = at("callback-alice", CONNECTOR).authorize("scope", READ);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Location")).isEmpty();
        assertThat(refused.content()).contains("vendor.example", "An owner of your organization can look at this address");
        assertThat(service.registry.refusedRedirects).containsExactly(
                new RefusedRedirectQuestion(FakeRegistry.ORGANIZATION, "cli-callback-alice", CONNECTOR, "usr-callback-alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/elsewhere", "vendor://callback", "http://vendor.example/callback"})
    void whatNoOwnerCouldAdmitIsToldToThePersonOnly(String redirect) {
        assertThat(at("callback-bob", redirect).authorize("scope", READ).status()).isEqualTo(400);
        assertThat(service.registry.refusedRedirects).isEmpty();
    }

    /** Its document decides where it goes back to. */
    @Test
    void nothingIsAdmittedOfAClientThatIsKnownByItsDocument() {
        var url = "https://vendor.example/client.json";
        var known = new ClientAnswer("cli-callback-carol", FakeRegistry.ORGANIZATION, FakeRegistry.PROJECT, "Vendor", "ACTIVE", "CIMD",
                "none", List.of("authorization_code"), List.of(), null, List.of("https://vendor.example/cb"), List.of(), url, null, 0L);
        service.registry.clients.put(known.clientId(), known);
        service.registry.addresses.put(url, new MetadataUrlAnswer(known.clientId(), null, false));
        var carol = new Member(service, "usr-callback-carol", "ses-callback-carol", url, CONNECTOR, "billing");

        assertThat(carol.authorize("scope", READ).content()).contains("vendor.example/connectors/7/callback");
        assertThat(service.registry.refusedRedirects).isEmpty();
    }
}
